using System.Globalization;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Outside.Mail;
using Kolot.Store;
using Kolot.Understand.Measures;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Mails signals, one after the other, each claimed before it is sent so that no other node sends it too.</summary>
public sealed class SendSignals(SendSignals.Means means, OrganisationMail mail, TimeProvider clock, ILogger<SendSignals> log) : BackgroundService
{
    /// <summary>What it reads from.</summary>
    public sealed record Means(Stores Stores, Databases Databases, EntranceMembers Entrance, IConfiguration Configuration);

    private readonly System.Threading.Channels.Channel<(string Organisation, Guid Signal)> waiting = System.Threading.Channels.Channel.CreateUnbounded<(string, Guid)>();

    /// <summary>Has one sent.</summary>
    public void Soon(string organisation, Guid signal) => waiting.Writer.TryWrite((organisation, signal));

    /// <summary>Sends one that waits, and writes down what became of it.</summary>
    public async Task Send(string organisation, Guid id, CancellationToken cancel)
    {
        if (!await Change(organisation, id, SignalMail.Waiting, signal => (signal.Mail, signal.MailAt) = (SignalMail.Sending, clock.GetUtcNow().UtcDateTime), cancel)) return;
        // From here on it comes to its end: broken off, nobody knew whether it went.
        var outcome = await Outcome(organisation, id, CancellationToken.None);
        // However this node is doing: what was sent is written down.
        await Change(organisation, id, SignalMail.Sending, signal =>
        {
            signal.MailTries++;
            signal.MailReason = outcome.Ending == MailEnding.Sent ? null : outcome.Reason;
            signal.Mail = outcome.Ending switch
            {
                MailEnding.Sent => SignalMail.Sent,
                MailEnding.Uncertain => SignalMail.Uncertain,
                MailEnding.Later when signal.MailTries < MailSignals.MostTries => SignalMail.Waiting,
                _ => SignalMail.Refused,
            };
        }, CancellationToken.None);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (organisation, signal) in waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Send(organisation, signal, stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // The kind of fault alone: its message may hold an address. The errand comes back to it.
                log.LogWarning("A signal of {Organisation} was not mailed: {Fault}", organisation, fault.GetType().Name);
            }
        }
    }

    private async Task<bool> Change(string organisation, Guid id, SignalMail from, Action<Signal> change, CancellationToken cancel)
    {
        await using var store = await means.Stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        // Taken by a change under a condition: where two try at once, one changes nothing.
        var taken = await store.Signals.Where(signal => signal.Id == id && signal.Mail == from).ExecuteUpdateAsync(set => set.SetProperty(signal => signal.Mail, signal => signal.Mail), cancel);
        if (taken == 0) return false;
        change(await store.Signals.SingleAsync(signal => signal.Id == id, cancel));
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return true;
    }

    private async Task<MailOutcome> Outcome(string organisation, Guid id, CancellationToken cancel)
    {
        await using var store = await means.Stores.Open(organisation, cancel);
        var signal = await store.Signals.AsNoTracking().SingleAsync(signal => signal.Id == id, cancel);
        var alert = await store.Alerts.AsNoTracking().SingleOrDefaultAsync(alert => alert.Id == signal.AlertId && alert.RemovedAt == null, cancel);
        var member = await store.Members.AsNoTracking().SingleOrDefaultAsync(member => member.Id == signal.MemberId && member.LeftAt == null, cancel);
        if (alert is null || member is null || AlertQuery.MeasureOf(alert, await LoadMeasures.Of(store, cancel)) is not { } measure) return new(MailEnding.Refused, "gone", null);
        var face = await means.Entrance.FaceOf(organisation, cancel);
        await using var directory = means.Databases.OpenDirectory();
        var language = await directory.Users.Where(user => user.Id == member.Id).Select(user => user.Language).SingleOrDefaultAsync(cancel);
        // Of this call alone: what follows it speaks as before.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo((language ?? face.Language) == "en" ? "en-GB" : "he-IL");
        return await mail.Send(organisation, member.Mail, Write(organisation, face, (alert, signal, measure), await StreamNames.Load(store, cancel)), cancel);
    }

    private MailWords Write(string organisation, Face face, (Alert Alert, Signal Signal, Measure Measure) what, StreamNames names)
    {
        var (alert, signal, measure) = what;
        var subject = $"{AlertWords.Headline(signal, measure)} · {AlertWords.Whose(alert, names)}";
        var link = $"{means.Configuration["PublicAddress"]?.TrimEnd('/')}/{organisation}/alerts";
        var text = string.Join("\n\n", AlertWords.Headline(signal, measure), AlertWords.Whose(alert, names), AlertWords.Detail(signal, measure), AlertWords.Why(signal, alert.Grain), link, AlertWords.Said(Words.MailEnd, face.Name));
        return new(subject.ReplaceLineEndings(" "), text, CultureInfo.CurrentUICulture);
    }
}
