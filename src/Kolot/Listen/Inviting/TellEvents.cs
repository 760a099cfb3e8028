using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Listen.Inviting.Planning;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Takes in what happened with customers elsewhere: a contact closed, an order delivered. Campaigns that wait for it ask about it.</summary>
public sealed partial class TellEvents(Stores stores, CampaignCustomers customers, ErrandRounds rounds, TimeProvider clock)
{
    /// <summary>The most at once.</summary>
    public const int Most = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What happened.</summary>
    public sealed record Told
    {
        /// <summary>The system that tells of it.</summary>
        public string? Source { get; init; }

        /// <summary>Its id there: told twice, it is one.</summary>
        public string? Id { get; init; }

        /// <summary>What happened, as a code: contact-closed.</summary>
        public string? Kind { get; init; }

        /// <summary>When; now, where it is left out.</summary>
        public DateTimeOffset? At { get; init; }

        /// <summary>With whom: by their number in a system, or else by mail or phone.</summary>
        public HeardCustomer? Customer { get; init; }

        /// <summary>What comes along to the survey, by name.</summary>
        public IReadOnlyDictionary<string, string>? Attributes { get; init; }
    }

    /// <summary>What came of each, in the order sent.</summary>
    /// <param name="Events">One line for each.</param>
    public sealed record Answer(IReadOnlyList<Line> Events);

    /// <summary>What came of one.</summary>
    /// <param name="Id">Its id in Kolot, the same each time it is told; empty where nothing was kept.</param>
    /// <param name="Outcome">kept, known, or forgotten where it is of somebody who asked to be.</param>
    public sealed record Line(Guid Id, string Outcome);

    /// <summary>Keeps them, all or none.</summary>
    public async Task<Result<Answer>> Run(Member member, IReadOnlyList<Told> told, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var faults = told.SelectMany((one, at) => FaultsOf(one, told.Count == 1 ? "" : $"events[{at}].", now)).ToArray();
        if (faults.Length > 0) return new Refusal.Invalid(faults);
        await using var store = await stores.Open(member.Organisation, cancel);
        var known = await Known(store, told, cancel);
        var found = await customers.Find(member, [.. told.Select(one => Canonical(one.Customer ?? new(), one.Source))], cancel);
        if (Refused(found, told.Count) is { } refusal) return refusal;
        await using var writing = await store.BeginWriting(cancel);
        // Another node, or the same call, may have kept one of them meanwhile.
        known = await Known(store, told, cancel);
        var lines = new List<Line>();
        foreach (var (one, customer) in told.Zip(found))
        {
            if (known.TryGetValue((one.Source ?? "", one.Id ?? ""), out var id)) lines.Add(new(id, "known"));
            else if (customer.Refused) lines.Add(new(Guid.Empty, "forgotten"));
            else lines.Add(new(known[(one.Source ?? "", one.Id ?? "")] = Keep(store, one, customer.Value, now), "kept"));
        }

        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        if (lines.Any(line => line.Outcome == "kept")) rounds.Ring(member.Organisation);
        return new Answer(lines);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/events", Post).Needs(Right.ChangeCustomers).WithName("TellEvents")
        .WithSummary("Tell what happened with a customer, one thing or up to 500, so that campaigns that wait for it can ask about it.")
        .WithDescription("Answers 202 only when all of them are on disk. The same source and id told again is kept once. Customers who are not known yet are kept.")
        .Accepts<Told>("application/json").TakesMany(Most).SendsLike("one", InvitingExamples.Event)
        .Produces<Answer>(StatusCodes.Status202Accepted).AnswersLike(StatusCodes.Status202Accepted, InvitingExamples.Kept)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Post(HttpContext context, Visit visit, TellEvents act)
    {
        if (await Read(context) is not { Count: > 0 and <= Most } told) return Problems.Of(new Refusal.Invalid("events", "not_json"));
        var done = await act.Run(visit.Here, told, context.RequestAborted);
        return done.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(done.Value, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IReadOnlyList<Told>?> Read(HttpContext context)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            if (body.RootElement.ValueKind != JsonValueKind.Array) return body.RootElement.Deserialize<Told>(Json) is { } one ? [one] : null;
            return body.RootElement.Deserialize<Told?[]>(Json)?.OfType<Told>().ToArray() is { } told && told.Length == body.RootElement.GetArrayLength() ? told : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Guid Keep(OrganisationStore store, Told one, Guid customer, DateTimeOffset now)
    {
        var at = (one.At ?? now).UtcDateTime;
        var kept = new CustomerEvent
        {
            Id = Guid.CreateVersion7(now), Source = one.Source ?? "", SourceId = one.Id ?? "", Kind = one.Kind ?? "", CustomerId = customer, KeptAt = Micros(now.UtcDateTime), At = Micros(at),
            Known = JsonSerializer.Serialize(one.Attributes ?? new Dictionary<string, string>(), Json),
        };
        store.CustomerEvents.Add(kept);
        store.Errands.Add(new() { Kind = EventRound.Errand, Subject = kept.Id.ToString(), DueAt = now.UtcDateTime });
        return kept.Id;
    }

    // Who was erased is left out; whoever cannot be known is told.
    private static Refusal.Invalid? Refused(IReadOnlyList<Result<Guid>> found, int count)
    {
        var faults = found.SelectMany((one, at) => one.Refusal switch
        {
            Refusal.Invalid invalid => invalid.Faults.Select(fault => fault with { Field = $"{(count == 1 ? "" : $"events[{at}].")}customer.{fault.Field}" }),
            null or Refusal.Conflict { Reason: Kolot.Organisation.Customers.KeepCustomers.IsForgotten } => [],
            _ => [new($"{(count == 1 ? "" : $"events[{at}].")}customer", "unknown")],
        }).ToArray();
        return faults.Length > 0 ? new Refusal.Invalid(faults) : null;
    }

    private static async Task<Dictionary<(string, string), Guid>> Known(OrganisationStore store, IReadOnlyList<Told> told, CancellationToken cancel)
    {
        string[] ids = [.. told.Select(one => one.Id ?? "").Distinct()];
        var rows = await store.CustomerEvents.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.SourceId)).Select(row => new { row.Id, row.Source, row.SourceId }).ToListAsync(cancel);
        return rows.ToDictionary(row => (row.Source, row.SourceId), row => row.Id);
    }

    private static HeardCustomer Canonical(HeardCustomer one, string? source) =>
        one with { Source = one.Source ?? source, Id = string.IsNullOrWhiteSpace(one.Id) ? null : one.Id.Trim(), Mail = Identities.Mail(one.Mail), Phone = Identities.Phone(one.Phone) };

    private static List<Fault> FaultsOf(Told one, string path, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        foreach (var (name, value) in new[] { ("source", one.Source), ("id", one.Id), ("kind", one.Kind) })
            if (PlainText.Of(value, 200, path + name, faults) is null) faults.Add(new(path + name, "required"));
        if (one.Kind is { Length: > 0 } kind && !Code().IsMatch(kind)) faults.Add(new(path + "kind", "not_code"));
        // Clocks differ; a day ahead is a mistake, an hour is not.
        if (one.At > now.AddDays(1)) faults.Add(new(path + "at", "in_future"));
        if (one.At < now.AddYears(-1)) faults.Add(new(path + "at", "too_early"));
        if (one.Customer is not { } customer || (string.IsNullOrWhiteSpace(customer.Id) && string.IsNullOrWhiteSpace(customer.Mail) && string.IsNullOrWhiteSpace(customer.Phone))) faults.Add(new(path + "customer", "required"));
        else if (!string.IsNullOrWhiteSpace(customer.Mail) && Identities.Mail(customer.Mail) is null) faults.Add(new(path + "customer.mail", "not_a_mail"));
        else if (!string.IsNullOrWhiteSpace(customer.Phone) && Identities.Phone(customer.Phone) is null) faults.Add(new(path + "customer.phone", "not_a_phone"));
        if (one.Attributes is { } attributes && (attributes.Count > 30 || attributes.Any(pair => pair.Key.Length > 60 || pair.Value is not { Length: <= 500 } || !PlainText.IsSound(pair.Key + pair.Value)))) faults.Add(new(path + "attributes", "too_long"));
        return faults;
    }

    private static DateTime Micros(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Code();
}
