using System.Security.Cryptography;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SecondStep;

/// <summary>Sets up, renews and ends what an account is asked for after its password.</summary>
public sealed class SetUpSecondStep(DirectoryStore directory, SecondSteps steps, SignInLog log, TimeProvider clock)
{
    /// <summary>How many recovery codes there are.</summary>
    public const int Codes = 10;

    private const string Signs = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Begins it, with a new secret. Nothing is asked for before a first code showed that the app has it.</summary>
    public async Task<Result<bool>> Begin(Guid account, CancellationToken cancel)
    {
        var (secret, now) = (steps.Seal(RandomNumberGenerator.GetBytes(OneTimeCodes.SecretLength)), clock.GetUtcNow().UtcDateTime);
        var anew = await directory.SecondSteps.Where(row => row.AccountId == account && row.ConfirmedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Secret, secret).SetProperty(row => row.BegunAt, now), cancel);
        if (anew == 1) return true;
        if (await directory.SecondSteps.AnyAsync(row => row.AccountId == account, cancel)) return new Refusal.Conflict("changed_meanwhile");
        directory.SecondSteps.Add(new() { AccountId = account, Secret = secret, BegunAt = now });
        try
        {
            await directory.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // A second click at the same moment began it already: that is the one to go on with.
            directory.ChangeTracker.Clear();
            if (!await directory.SecondSteps.AnyAsync(row => row.AccountId == account, cancel)) throw;
        }

        return true;
    }

    /// <summary>Confirms it by the first code.</summary>
    /// <returns>The recovery codes.</returns>
    public async Task<Result<string[]>> Confirm(Guid account, string written, CancellationToken cancel)
    {
        var begun = directory.SecondSteps.Where(row => row.AccountId == account && row.ConfirmedAt == null);
        if (await begun.Select(row => row.Secret).SingleOrDefaultAsync(cancel) is not { } kept) return new Refusal.NotFound();
        var now = clock.GetUtcNow();
        var code = string.Concat(written.Where(char.IsAsciiLetterOrDigit));
        if (steps.Open(kept) is not { } secret || OneTimeCodes.StepFor(secret, code, now) is not { } step) return new Refusal.Invalid("code", "wrong_first_code");

        await using var writing = await directory.Database.BeginTransactionAsync(cancel);
        // What was begun anew meanwhile has another secret.
        var confirmed = await begun.Where(row => row.Secret == kept).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.ConfirmedAt, now.UtcDateTime).SetProperty(row => row.LastStep, step), cancel);
        if (confirmed == 0) return new Refusal.NotFound();
        var codes = await Fresh(account, cancel);
        await writing.CommitAsync(cancel);
        await log.NoteAct(account, SignInLine.SecondStepSet, cancel);
        return codes;
    }

    /// <summary>Makes the recovery codes anew; the old ones open no more.</summary>
    public async Task<Result<string[]>> Renew(Guid account, CancellationToken cancel)
    {
        if (!await steps.IsAsked(account, cancel)) return new Refusal.NotFound();
        await using var writing = await directory.Database.BeginTransactionAsync(cancel);
        var codes = await Fresh(account, cancel);
        await writing.CommitAsync(cancel);
        await log.NoteAct(account, SignInLine.RecoveryCodesMade, cancel);
        return codes;
    }

    /// <summary>Ends it: the password alone opens from now on.</summary>
    public async Task End(Guid account, CancellationToken cancel)
    {
        await using var writing = await directory.Database.BeginTransactionAsync(cancel);
        await directory.RecoveryCodes.Where(row => row.AccountId == account).ExecuteDeleteAsync(cancel);
        var ended = await directory.SecondSteps.Where(row => row.AccountId == account).ExecuteDeleteAsync(cancel);
        await writing.CommitAsync(cancel);
        if (ended > 0) await log.NoteAct(account, SignInLine.SecondStepEnded, cancel);
    }

    private async Task<string[]> Fresh(Guid account, CancellationToken cancel)
    {
        await directory.RecoveryCodes.Where(row => row.AccountId == account).ExecuteDeleteAsync(cancel);
        var codes = Enumerable.Range(0, Codes).Select(_ => RandomNumberGenerator.GetString(Signs, 16)).ToArray();
        foreach (var code in codes) directory.RecoveryCodes.Add(new() { AccountId = account, Hash = EntranceKeys.HashOf(code) });
        await directory.SaveChangesAsync(cancel);
        return codes;
    }
}
