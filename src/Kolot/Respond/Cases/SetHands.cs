using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Says of who may own cases which they take, how many at most, and until when they rest. What they own already stays theirs.</summary>
public sealed class SetHands(Stores stores, Log log, TimeProvider clock)
{
    private const int MostOpen = 1_000;
    private static readonly string[] Spoken = ["he", "en", "ar", "ru"];

    /// <summary>One who may own cases.</summary>
    /// <param name="Member">Who.</param>
    /// <param name="Takes">What was said of them; null for nothing.</param>
    /// <param name="Open">How many open cases are theirs.</param>
    public sealed record Line(MemberRow Member, CaseHand? Takes, int Open);

    /// <summary>What the page shows.</summary>
    public sealed record View(IReadOnlyList<Line> Lines, StreamNames Names, DateTime Now)
    {
        /// <summary>Whose form could not be taken.</summary>
        public Guid? Of { get; init; }

        /// <summary>What was typed.</summary>
        public IFormCollection? Typed { get; init; }

        /// <summary>What was wrong with it.</summary>
        public Faults Faults { get; init; } = Faults.None;
    }

    /// <summary>What is asked.</summary>
    /// <param name="Member">Of whom.</param>
    /// <param name="Kinds">Which kinds; none for all.</param>
    /// <param name="Languages">Which languages; none for all.</param>
    /// <param name="Most">How many at most, as it was typed; blank for no limit.</param>
    /// <param name="RestsUntil">Until the morning of which day they rest, as it was typed; blank for no rest.</param>
    public sealed record Request(Guid Member, IReadOnlyList<CaseKind> Kinds, IReadOnlyList<string> Languages, string? Most, string? RestsUntil);

    /// <summary>Loads it.</summary>
    public async Task<View> Show(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var hands = await KnownHands.Of(store, cancel);
        return new([.. hands.All.Select(member => new Line(member, hands.Takes(member.Id), hands.Open(member.Id)))], await StreamNames.OfPlaces(store, cancel), clock.GetUtcNow().UtcDateTime);
    }

    /// <summary>Does it.</summary>
    public async Task<Result<CaseHand>> Run(Member by, Request request, TimeZoneInfo zone, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        var (most, now) = ((int?)null, clock.GetUtcNow().UtcDateTime);
        if (!string.IsNullOrWhiteSpace(request.Most))
        {
            if (int.TryParse(request.Most.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read <= MostOpen) most = read;
            else faults.Add(new("most", "not_a_number"));
        }

        var until = Snooze.Until(request.RestsUntil?.Trim(), now, zone);
        if (!string.IsNullOrWhiteSpace(request.RestsUntil) && until is null) faults.Add(new("rests", "in_the_past"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        await using var store = await stores.Open(by.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if ((await KnownHands.Of(store, cancel)).All.All(member => member.Id != request.Member)) return new Refusal.NotFound();
        var row = await store.CaseHands.SingleOrDefaultAsync(hand => hand.MemberId == request.Member, cancel);
        if (row is null) store.CaseHands.Add(row = new() { MemberId = request.Member, Kinds = "", Languages = "" });
        (row.Kinds, row.Languages) = (string.Join(',', request.Kinds.Distinct()), string.Join(',', request.Languages.Intersect(Spoken)));
        (row.Most, row.RestsUntil, row.Version) = (most, until <= now ? null : until, row.Version + 1);
        log.Write(store, by, "case-hand.set", request.Member.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return row;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/hands", async (Visit visit, SetHands act, CancellationToken cancel) => new RazorComponentResult<HandsPage>(new { View = await act.Show(visit.Here, cancel) })).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/cases/hands", async Task<IResult> (HttpContext context, Visit visit, SetHands act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (!Guid.TryParse(form["member"], out var member)) return Results.NotFound();
            var kinds = form["kinds"].Select(CaseWords.KindOf).OfType<CaseKind>();
            var done = await act.Run(visit.Here, new(member, [.. kinds], [.. form["languages"].OfType<string>()], form["most"], form["rests"]), visit.TimeZone, context.RequestAborted);
            if (done.Refusal is Refusal.NotFound) return Results.NotFound();
            if (done.Refusal is { } refusal)
                return new RazorComponentResult<HandsPage>(new { View = await act.Show(visit.Here, context.RequestAborted) with { Of = member, Typed = form, Faults = Faults.Of(refusal, Words.ResourceManager) } }) { StatusCode = Problems.StatusOf(refusal) };
            notices.Leave(Words.HandKept);
            return Redirects.SeeOther(visit.Path("cases/hands"));
        }).NeedsWholeReach(Right.SetUp);
    }
}
