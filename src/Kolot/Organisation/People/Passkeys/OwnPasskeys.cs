using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.Passkeys;

/// <summary>Adds passkeys to an account, and removes them.</summary>
public sealed class OwnPasskeys(IPasskeyHandler<Account> handler, Challenges challenges, UserManager<Account> accounts, SignInLog log)
{
    /// <summary>The most that one account may have.</summary>
    public const int Most = 20;

    private const int MostName = 60;
    private const int MostCredential = 64 * 1024;

    /// <summary>An account's passkeys, the newest first.</summary>
    public async Task<IReadOnlyList<UserPasskeyInfo>> Of(Account account) => [.. (await accounts.GetPasskeysAsync(account)).OrderByDescending(passkey => passkey.CreatedAt)];

    /// <summary>What a browser is asked to make.</summary>
    public async Task<Challenge> Ask(HttpContext context, Account account)
    {
        var asked = await handler.MakeCreationOptionsAsync(new() { Id = account.Id.ToString(), Name = account.Email ?? "", DisplayName = account.Name }, context);
        return new(asked.CreationOptionsJson, challenges.Seal(PurposeOf(account), asked.AttestationState));
    }

    /// <summary>Keeps what the browser made.</summary>
    public async Task<Result<bool>> Add(HttpContext context, Account account, string? state, string credential, string name)
    {
        if (name.Trim() is not { Length: > 0 and <= MostName } called || !PlainText.IsSound(called)) return new Refusal.Invalid("name", name.Length > MostName ? "too_long" : "required");
        if (credential.Length is 0 or > MostCredential || challenges.Open(PurposeOf(account), state) is not { } asked) return new Refusal.Invalid("passkey", "passkey_over");
        if ((await accounts.GetPasskeysAsync(account)).Count >= Most) return new Refusal.Invalid("passkey", "passkey_many");
        var made = await handler.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = credential, AttestationState = asked });
        if (!made.Succeeded || made.UserEntity.Id != account.Id.ToString()) return new Refusal.Invalid("passkey", "passkey_unknown");
        if (!await challenges.Spend(state, context.RequestAborted)) return new Refusal.Invalid("passkey", "passkey_over");
        made.Passkey.Name = called;
        var kept = await accounts.AddOrUpdatePasskeyAsync(account, made.Passkey);
        if (!kept.Succeeded) return new Refusal.Invalid("passkey", "passkey_over");
        await log.NoteAct(account.Id, SignInLine.PasskeyAdded, context.RequestAborted);
        return true;
    }

    /// <summary>Removes one.</summary>
    public async Task Remove(Account account, byte[] id, CancellationToken cancel)
    {
        if (await accounts.GetPasskeyAsync(account, id) is null) return;
        await accounts.RemovePasskeyAsync(account, id);
        await log.NoteAct(account.Id, SignInLine.PasskeyRemoved, cancel);
    }

    private static string PurposeOf(Account account) => $"add:{account.Id}";
}
