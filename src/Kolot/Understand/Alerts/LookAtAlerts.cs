using Kolot.Core.Organisation;
using Kolot.Core.Understand.Alerts;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Understand.Measures;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Answers the errand "look at the alerts": each at the end of each whole piece, for each who is told within their own reach; then it is due again when the next piece ends.</summary>
/// <remarks>What a look came to, the signal and the errand of its mail are kept together with the going of the errand: broken off, it is done anew, and two nodes never tell twice.</remarks>
public sealed class LookAtAlerts(FactImages images, EntranceMembers entrance, EntranceKeys keys, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "alerts.look";

    // Others write between two parts, so a part is short.
    private const int Together = 20;
    private static readonly TimeSpan Loading = TimeSpan.FromSeconds(2);

    // Answers may be on their way still, by an import in the morning or because numbers stand still: for a day it is asked again.
    private static readonly TimeSpan Again = TimeSpan.FromHours(1);
    private static readonly TimeSpan StillComing = TimeSpan.FromDays(1);
    private static readonly TimeSpan Undoable = TimeSpan.FromDays(30);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has the alerts looked at now. The caller saves, and rings.</summary>
    public async Task Arm(OrganisationStore store, CancellationToken cancel)
    {
        await store.Errands.Where(errand => errand.Kind == Errand).ExecuteDeleteAsync(cancel);
        ComeBack(store, clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>The last day that is looked at now.</summary>
    public async Task<DateOnly> LastDay(OrganisationStore store, Grain grain, CancellationToken cancel) =>
        PastPieces.Newest(grain, clock.GetUtcNow().UtcDateTime, (await entrance.FaceOf(store.Organisation, cancel)).TimeZone).To;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var old = now - Undoable;
        await store.RemoveAlerts(store.Alerts.Where(alert => alert.RemovedAt < old), cancel);
        var zone = (await entrance.FaceOf(store.Organisation, cancel)).TimeZone;
        var open = await store.Alerts.Where(alert => alert.RemovedAt == null && alert.PausedAt == null).ToDictionaryAsync(alert => alert.Id, cancel);
        var readers = await store.AlertReaders.Where(reader => store.Alerts.Any(alert => alert.Id == reader.AlertId && alert.RemovedAt == null && alert.PausedAt == null)).ToArrayAsync(cancel);
        AlertReader[] due = [.. readers.Where(reader => IsDue(reader, open[reader.AlertId], now, zone)).OrderBy(IsWaiting)];
        if (due.Length == 0)
        {
            if (open.Count > 0) ComeBack(store, open.Values.Min(alert => PastPieces.Next(alert.Grain, now, zone)));
            await store.SaveChangesAsync(cancel);
            return;
        }

        // While numbers are loaded nobody who writes is kept waiting.
        var facts = (await images.Of(store.Organisation, TimeSpan.Zero, cancel)).View;
        if (facts is not null)
        {
            var (names, known) = (await StreamNames.Load(store, cancel), await LoadMeasures.Of(store, cancel));
            foreach (var reader in due.Take(Together)) await Look(store, (open[reader.AlertId], reader), (known, member => new(member, names, facts)), (now, zone), cancel);
        }

        var more = facts is null ? Loading : due.Skip(Together).Any(reader => !IsWaiting(reader)) || !due.Any(IsWaiting) ? TimeSpan.Zero : Again;
        ComeBack(store, now + more);
        await store.SaveChangesAsync(cancel);
    }

    // However many there were of it: of those that are due at once there is one afterwards. Others may be in the hands of another node.
    private static void ComeBack(OrganisationStore store, DateTime at) => store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = at });

    // Those whose answers may be on their way still come last.
    private static bool IsWaiting(AlertReader reader) => reader is { State: AlertState.TooFewAnswers, LookedTo: null };

    // Also where the last look was at a later one: the clock was ahead then.
    private static bool IsDue(AlertReader reader, Alert alert, DateTime now, TimeZoneInfo zone) =>
        reader.State == AlertState.New || PastPieces.Newest(alert.Grain, now, zone).To != reader.LookedTo;

    private async Task Look(OrganisationStore store, (Alert Alert, AlertReader Reader) whose, (KnownMeasures Known, Func<Member, AlertCourse> Course) what, (DateTime Now, TimeZoneInfo Zone) when, CancellationToken cancel)
    {
        var ((alert, reader), (known, course)) = (whose, what);
        var newest = PastPieces.Newest(alert.Grain, when.Now, when.Zone);
        var first = reader.State == AlertState.New;
        reader.LookedTo = newest.To;
        if ((await entrance.Find(store.Organisation, reader.MemberId, cancel) ?? await keys.Find(store.Organisation, reader.MemberId, cancel)) is not { } member)
        {
            store.Remove(reader);
            return;
        }

        if (AlertQuery.RuleOf(alert.Measure, known, newest.To) is not { } measure || measure.Version != alert.MeasureVersion)
        {
            reader.State = AlertState.MeasureChanged;
            return;
        }

        var look = member.May(Right.ReadScores) ? course(member).Look(alert, measure, newest, reader.Since) : new(AlertState.BeyondReach, 0);
        (reader.State, reader.Pieces) = (look.State, look.Pieces);
        if (look.State == AlertState.TooFewAnswers && PastPieces.Next(alert.Grain, when.Now - StillComing, when.Zone) <= when.Now) reader.LookedTo = null;
        if (look.News is not { } news) return;
        reader.Since = news.Now.Span.From;
        // What was so when the alert was set is known to whoever set it, and history starts no message.
        if (first) reader.State = AlertState.Quiet;
        else if (await CameAsHistory.Mostly(store, member, (alert, measure), (news.Now.Span, when.Zone), cancel)) reader.State = AlertState.History;
        else if (!Watch.Concerns(news, alert.Direction, measure.HigherIsBetter)) reader.State = AlertState.Quiet;
        else await Tell(store, reader, news, cancel);
    }

    private async Task Tell(OrganisationStore store, AlertReader reader, News news, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        // A clock that was set back does not tell of a piece again.
        if (await store.Signals.AnyAsync(signal => signal.AlertId == reader.AlertId && signal.MemberId == reader.MemberId && signal.NowTo == news.Now.Span.To, cancel)) return;
        // A key has no mail: it asks.
        var mailed = await store.MailSettings.AnyAsync(settings => settings.Host != null, cancel) && await store.Members.AnyAsync(member => member.Id == reader.MemberId, cancel);
        var signal = new Signal
        {
            Id = Guid.CreateVersion7(now), AlertId = reader.AlertId, MemberId = reader.MemberId, At = now.UtcDateTime, Kind = news.Kind,
            BeforeFrom = news.Before.Span.From, NowFrom = news.Now.Span.From, NowTo = news.Now.Span.To, BeforeN = news.Before.N, NowN = news.Now.N,
            BeforeValue = news.Before.Value, NowValue = news.Now.Value, Low = news.Interval.Low, High = news.Interval.High,
            Mail = mailed ? MailState.Waiting : MailState.None, MailAt = mailed ? now.UtcDateTime : null,
        };
        store.Signals.Add(signal);
        await store.Tell(AlertFired.Code, signal.Id, now.UtcDateTime, cancel);
        if (mailed) store.Errands.Add(new() { Kind = WriteSignal.Errand, Subject = signal.Id.ToString(), DueAt = now.UtcDateTime });
    }
}
