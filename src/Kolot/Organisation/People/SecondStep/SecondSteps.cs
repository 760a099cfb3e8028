using System.Security.Cryptography;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SecondStep;

/// <summary>Says who is asked for a code after the password, and takes the code: from the app, or one of those for whoever lost it.</summary>
/// <remarks>
/// A try is counted before it is looked at: however many come at once, at however many nodes, no more are looked at than may be. Codes for whoever lost the
/// telephone are neither counted nor shut out: guessing at 79 bits is hopeless, and they are how an account's owner comes in while somebody keeps the lock shut.
/// </remarks>
public sealed class SecondSteps(Databases databases, IDataProtectionProvider protection, SignInLog log, TimeProvider clock)
{
    private readonly IDataProtector protector = protection.CreateProtector("Kolot.SecondStep");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Whether an account is asked for a code.</summary>
    public async Task<bool> IsAsked(Guid account, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await directory.SecondSteps.AnyAsync(row => row.AccountId == account && row.ConfirmedAt != null, cancel);
    }

    /// <summary>Takes a code, once.</summary>
    public async Task<bool> Takes(Guid account, string written, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var code = string.Concat(written.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
        if (code.Length == OneTimeCodes.Digits
            ? await CountTry(directory, account, cancel) && await TakesShown(directory, account, code, cancel)
            : await TakesKept(directory, account, code, cancel)) return true;
        await log.NoteAct(account, SignInLine.WrongCode, cancel);
        return false;
    }

    /// <summary>As it is kept.</summary>
    internal byte[] Seal(byte[] secret) => protector.Protect(secret);

    /// <summary>As the app knows it; null where the keys that sealed it are gone.</summary>
    internal byte[]? Open(byte[] kept)
    {
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task<bool> CountTry(DirectoryStore directory, Guid account, CancellationToken cancel)
    {
        // Another who counted in between has this one look again.
        while (await Asked(directory, account).Select(row => new { row.Tries, row.LockedUntil }).SingleOrDefaultAsync(cancel) is { } kept)
        {
            if (new CodeTries(kept.Tries, kept.LockedUntil).Next(Now) is not { } next) return false;
            var counted = await Asked(directory, account).Where(row => row.Tries == kept.Tries && row.LockedUntil == kept.LockedUntil).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Tries, next.Count).SetProperty(row => row.LockedUntil, next.LockedUntil), cancel);
            if (counted == 1) return true;
        }

        return false;
    }

    private async Task<bool> TakesShown(DirectoryStore directory, Guid account, string code, CancellationToken cancel)
    {
        var kept = await Asked(directory, account).Select(row => row.Secret).SingleOrDefaultAsync(cancel);
        if (kept is null || Open(kept) is not { } secret || OneTimeCodes.StepFor(secret, code, clock.GetUtcNow()) is not { } step) return false;
        return await Forgive(Asked(directory, account).Where(row => row.LastStep < step), step, cancel) == 1;
    }

    private async Task<bool> TakesKept(DirectoryStore directory, Guid account, string code, CancellationToken cancel)
    {
        var (hash, now) = (EntranceKeys.HashOf(code), Now);
        var taken = await directory.RecoveryCodes.Where(row => row.AccountId == account && row.Hash == hash && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), cancel);
        if (taken == 0) return false;
        await Forgive(Asked(directory, account), null, cancel);
        await log.NoteAct(account, SignInLine.RecoveryCodeUsed, cancel);
        return true;
    }

    private static Task<int> Forgive(IQueryable<SecondStepRow> rows, long? step, CancellationToken cancel) => rows.ExecuteUpdateAsync(set => set
        .SetProperty(row => row.LastStep, row => step ?? row.LastStep).SetProperty(row => row.Tries, 0).SetProperty(row => row.LockedUntil, (DateTime?)null), cancel);

    private static IQueryable<SecondStepRow> Asked(DirectoryStore directory, Guid account) =>
        directory.SecondSteps.Where(row => row.AccountId == account && row.ConfirmedAt != null);
}
