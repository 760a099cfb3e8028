using System.Globalization;
using System.Security.Cryptography;
using Kolot.Organisation.Mail;
using Kolot.Organisation.People.SignIn;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.Recovering;

/// <summary>Sends the links that were asked for, and tells of sign-ins from strange browsers, through the server of the one organisation that the account belongs to.</summary>
/// <remarks>The secret is made when it is sent and is in the mail alone. A node that does not return leaves its request to the others.
/// Whoever rules a mail server can read what passes it: an account that opens two organisations gets no link from either.</remarks>
public sealed class RecoveryRound(Databases databases, OrganisationMail mail, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>How long a link opens.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    private const int MostInAnHour = 3;
    private const int AtOnce = 4;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    private static readonly MailOutcome Refused = new(MailEnding.Refused, null, null);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Deals with all that is due.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var (now, old) = (Now, Now.AddDays(-1));
        var over = directory.Recoveries.Where(row => row.AskedAt < old);
        // It is asked every few seconds: whoever has nothing to write takes no turn at writing.
        if (await over.AnyAsync(cancel)) await over.ExecuteDeleteAsync(cancel);
        var due = new List<Asked>();
        foreach (var row in await directory.Recoveries.AsNoTracking().Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(AskRecovery.MostWaiting).ToListAsync(cancel))
            due.Add(await Look(directory, row, cancel));
        // A mail server that is slow holds up its own organisation's links alone.
        await Parallel.ForEachAsync(due.GroupBy(asked => asked.By), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, (its, stop) => Through(its, stop));
    }

    private static async Task<Asked> Look(DirectoryStore directory, Recovery row, CancellationToken cancel)
    {
        var name = row.Mail?.ToUpperInvariant();
        var account = await directory.Users.AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == name && user.PasswordHash != null, cancel);
        if (account is null) return new(row, null, null);
        var member = await directory.Memberships.Where(member => member.AccountId == account.Id).Select(member => member.Organisation).ToListAsync(cancel);
        return new(row, account, member is [var only] ? only : null);
    }

    // Through one organisation's server, one after the other. Once it was too slow to answer, the others wait until it is asked again.
    private async ValueTask Through(IEnumerable<Asked> asked, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var tooSlow = false;
        foreach (var one in asked)
        {
            var until = Now + (tooSlow ? BackOff[0] : Lease);
            var taken = await directory.Recoveries.Where(other => other.Id == one.Row.Id && other.DueAt == one.Row.DueAt)
                .ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, until), cancel);
            if (taken == 1 && !tooSlow) tooSlow = await DealWith(directory, one, cancel);
        }
    }

    /// <returns>Whether the mail server was too slow.</returns>
    private async Task<bool> DealWith(DirectoryStore directory, Asked asked, CancellationToken cancel)
    {
        var (row, account, _) = asked;
        var hour = Now - Lasting;
        var outcome = account is null || await directory.Recoveries.CountAsync(other => other.AccountId == account.Id && other.AskedAt > hour && other.Id != row.Id && other.Tells == row.Tells, cancel) >= MostInAnHour
            ? Refused
            : await Send(directory, asked, account, cancel);
        var its = directory.Recoveries.Where(other => other.Id == row.Id);
        if (outcome.Ending is MailEnding.Sent or MailEnding.Uncertain)
        {
            await its.ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, (DateTime?)null).SetProperty(other => other.Mail, (string?)null), cancel);
            if (account is not null && row.Tells is null) directory.SignIns.Add(new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), AccountId = account.Id, At = Now, Act = SignInLine.LinkSent });
            await directory.SaveChangesAsync(cancel);
        }
        else if (outcome.Ending == MailEnding.Refused || row.Tries >= BackOff.Length)
        {
            await its.ExecuteDeleteAsync(cancel);
        }
        else
        {
            var again = Now + BackOff[row.Tries];
            await its.ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, again).SetProperty(other => other.Tries, row.Tries + 1)
                .SetProperty(other => other.SecretHash, (byte[]?)null), cancel);
        }

        return outcome.Reason == SendMail.TooSlow;
    }

    private async Task<MailOutcome> Send(DirectoryStore directory, Asked asked, Account account, CancellationToken cancel)
    {
        try
        {
            if (asked.By is not { } organisation || await mail.Of(organisation, cancel) is null) return Refused;
            if (asked.Row.Tells is not null)
            {
                await directory.Recoveries.Where(other => other.Id == asked.Row.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.AccountId, account.Id), cancel);
                return await mail.Send(organisation, account.Email ?? "", Telling(account, asked.Row), cancel);
            }

            var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
            var (hash, until) = (EntranceKeys.HashOf(secret), Now + Lasting);
            // It opens before it is sent: whoever reads at once comes in at once.
            await directory.Recoveries.Where(other => other.Id == asked.Row.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.AccountId, account.Id)
                .SetProperty(other => other.SecretHash, hash).SetProperty(other => other.Until, until), cancel);
            return await mail.Send(organisation, account.Email ?? "", WordsFor(account, secret), cancel);
        }
        catch (Exception fault) when (fault is OrganisationClosedException || Outage.Is(fault))
        {
            return new(MailEnding.Later, null, null);
        }
    }

    private MailWords WordsFor(Account account, string secret)
    {
        var (language, say) = In(account);
        return new(say(nameof(Words.MailSubject)), $"{say(nameof(Words.MailText))}\n\n{Here}/sign-in/recovery/{secret}\n\n{say(nameof(Words.MailEnd))}", language);
    }

    private MailWords Telling(Account account, Recovery row)
    {
        var (language, say) = In(account);
        var text = string.Format(language, say(nameof(Words.StrangeText)), row.Browser ?? say(nameof(Words.StrangeUnknown)), row.From ?? say(nameof(Words.StrangeUnknown)));
        var where = Here.Length > 0 ? $"\n\n{Here}/account" : "";
        return new(say(nameof(Words.StrangeSubject)), $"{text}\n\n{say(nameof(Words.StrangeEnd))}{where}", language);
    }

    private string Here => configuration["PublicAddress"]?.TrimEnd('/') ?? "";

    private static (CultureInfo Language, Func<string, string> Say) In(Account account)
    {
        var language = CultureInfo.GetCultureInfo(account.Language == "en" ? "en-GB" : "he-IL");
        return (language, name => Words.ResourceManager.GetString(name, language) ?? name);
    }

    // Who asked: whose account it is, and through whose server the link goes, where there is one.
    private sealed record Asked(Recovery Row, Account? Account, string? By);
}

/// <summary>Goes round again and again, on every node.</summary>
public sealed class RecoveryRounds(RecoveryRound round, RecoveryBell bell, ILogger<RecoveryRounds> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await bell.Wait(Beat, stoppingToken);
            try
            {
                await round.Run(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The kind of fault alone: its message may hold an address.
                log.LogWarning("Links for new passwords were not sent: {Fault}; tried again in a while", fault.GetType().Name);
            }
        }
    }
}
