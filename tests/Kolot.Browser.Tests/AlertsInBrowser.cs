using Kolot.Core.Organisation;
using Kolot.Core.Understand.Alerts;
using Kolot.Store;
using Kolot.Tests;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Browser.Tests;

/// <summary>Alerts of the owner that stand in every way, and what they told, so that there is something to look at.</summary>
internal static class AlertsInBrowser
{
    public static async Task<string> Set(OrganisationStore store, DateTime now)
    {
        var tamar = await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail);
        var ron = await store.Members.SingleAsync(member => member.Mail == Cast.Ron.Mail);
        var (haifa, all) = (Alert("nps", "unit=haifa"), Alert("csat", ""));
        var (resting, gone) = (Alert("stars", "channel=review"), Alert("ces", ""));
        (resting.PausedAt, gone.RemovedAt) = (now.AddDays(-2), now.AddHours(-1));
        store.AddRange(haifa, all, resting, gone, Reader(haifa, AlertState.Told, 12), Reader(all, AlertState.TooFewPieces, 5), Reader(resting, AlertState.Quiet, 20), new AlertReader { AlertId = haifa.Id, MemberId = ron.Id });
        store.AddRange(Signal(haifa, 0, NewsKind.Beyond, (38, 12), null), Signal(haifa, 9, NewsKind.Shift, (31, 41), "הגיעו שני עובדים חדשים"));
        await store.SaveChangesAsync();
        return haifa.Id.ToString();

        Alert Alert(string measure, string query) => new() { Id = Guid.CreateVersion7(), OwnerId = tamar.Id, Measure = measure, MeasureVersion = 1, Query = query, MadeAt = now.AddDays(-90), Version = 1 };

        AlertReader Reader(Alert alert, AlertState state, int pieces) => new() { AlertId = alert.Id, MemberId = tamar.Id, State = state, Pieces = pieces };

        Signal Signal(Alert alert, int weeks, NewsKind kind, (double From, double To) moved, string? note)
        {
            var sunday = DateOnly.FromDateTime(now.AddDays(-(int)now.DayOfWeek - (7 * weeks) - 7));
            return new()
            {
                Id = Guid.CreateVersion7(), AlertId = alert.Id, MemberId = tamar.Id, At = now.AddDays(-(7 * weeks)).AddHours(-3), Kind = kind, BeforeFrom = sunday.AddDays(-84), NowFrom = sunday, NowTo = sunday.AddDays(6),
                BeforeN = 2_412, NowN = 204, BeforeValue = moved.From, NowValue = moved.To, Low = moved.To - moved.From - 9, High = moved.To - moved.From + 9, Note = note, SeenAt = note is null ? null : now,
                Mail = note is null ? MailState.Sent : MailState.None,
            };
        }
    }
}
