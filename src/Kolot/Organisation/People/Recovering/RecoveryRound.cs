using System.Globalization;
using System.Security.Cryptography;
using Kolot.Organisation.Mail;
using Kolot.Organisation.People.SignIn;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.Recovering;

/// <summary>Sends the links that were asked for, through the server of the one organisation that the account belongs to.</summary>
/// <remarks>The secret is made when it is sent and is in the mail alone. A node that does not return leaves its request to the others.
/// Whoever rules a mail server can read what passes it: an account that opens two organisations gets no link from either.</remarks>
public sealed class RecoveryRound(Databases databases, OrganisationMail mail, IConfiguration configuration, TimeProvider clock)
{
    /// <summary>How long a link opens.</summary>
    public static readonly TimeSpan Lasting = TimeSpan.FromHours(1);

    private const int MostInAnHour = 3;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Deals with all that is due.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var (now, old) = (Now, Now.AddDays(-1));
        var over = directory.Recoveries.Where(row => row.AskedAt < old);
        // It is asked every few seconds: whoever has nothing to write takes no turn at writing.
        if (await over.AnyAsync(cancel)) await over.ExecuteDeleteAsync(cancel);
        foreach (var row in await directory.Recoveries.AsNoTracking().Where(row => row.DueAt <= now).OrderBy(row => row.DueAt).Take(100).ToListAsync(cancel))
        {
            var until = Now + Lease;
            var taken = await directory.Recoveries.Where(other => other.Id == row.Id && other.DueAt == row.DueAt)
                .ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, until), cancel);
            if (taken == 1) await DealWith(directory, row, cancel);
        }
    }

    private async Task DealWith(DirectoryStore directory, Recovery row, CancellationToken cancel)
    {
        var (name, hour) = (row.Mail?.ToUpperInvariant(), Now - Lasting);
        var account = await directory.Users.AsNoTracking().SingleOrDefaultAsync(user => user.NormalizedEmail == name && user.PasswordHash != null, cancel);
        var ending = account is null || await directory.Recoveries.CountAsync(other => other.AccountId == account.Id && other.AskedAt > hour && other.Id != row.Id, cancel) >= MostInAnHour
            ? MailEnding.Refused
            : await Send(directory, row, account, cancel);
        var its = directory.Recoveries.Where(other => other.Id == row.Id);
        if (ending is MailEnding.Sent or MailEnding.Uncertain)
        {
            await its.ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, (DateTime?)null).SetProperty(other => other.Mail, (string?)null), cancel);
            if (account is null) return;
            directory.SignIns.Add(new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), AccountId = account.Id, At = Now, Act = SignInLine.LinkSent });
            await directory.SaveChangesAsync(cancel);
            return;
        }

        if (ending == MailEnding.Refused || row.Tries >= BackOff.Length)
        {
            await its.ExecuteDeleteAsync(cancel);
            return;
        }

        var again = Now + BackOff[row.Tries];
        await its.ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, again).SetProperty(other => other.Tries, row.Tries + 1)
            .SetProperty(other => other.SecretHash, (byte[]?)null), cancel);
    }

    private async Task<MailEnding> Send(DirectoryStore directory, Recovery row, Account account, CancellationToken cancel) =>
        await directory.Memberships.Where(member => member.AccountId == account.Id).Select(member => member.Organisation).ToListAsync(cancel) is [var only]
            ? await SendBy(directory, row, account, only, cancel)
            : MailEnding.Refused;

    private async Task<MailEnding> SendBy(DirectoryStore directory, Recovery row, Account account, string organisation, CancellationToken cancel)
    {
        try
        {
            if (await mail.Of(organisation, cancel) is null) return MailEnding.Refused;
            var secret = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
            var (hash, until) = (EntranceKeys.HashOf(secret), Now + Lasting);
            // It opens before it is sent: whoever reads at once comes in at once.
            await directory.Recoveries.Where(other => other.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(other => other.AccountId, account.Id)
                .SetProperty(other => other.SecretHash, hash).SetProperty(other => other.Until, until), cancel);
            return (await mail.Send(organisation, account.Email ?? "", WordsFor(account, secret), cancel)).Ending;
        }
        catch (Exception fault) when (fault is OrganisationClosedException || Outage.Is(fault))
        {
            return MailEnding.Later;
        }
    }

    private MailWords WordsFor(Account account, string secret)
    {
        var language = CultureInfo.GetCultureInfo(account.Language == "en" ? "en-GB" : "he-IL");
        string Say(string name) => Words.ResourceManager.GetString(name, language) ?? name;
        var link = $"{configuration["PublicAddress"]?.TrimEnd('/')}/sign-in/recovery/{secret}";
        return new(Say(nameof(Words.MailSubject)), $"{Say(nameof(Words.MailText))}\n\n{link}\n\n{Say(nameof(Words.MailEnd))}", language);
    }
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
