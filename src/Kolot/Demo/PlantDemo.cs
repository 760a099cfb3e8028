using Kolot.Core.Demo;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Demo;

/// <summary>Plants the demonstration: the place, the cast, the customers, a year of voices that ends with the day before, and cases of the last months.</summary>
/// <remarks>Last of all the directory learns who belongs to it; a planting that was broken off is cleared away and done again.</remarks>
public sealed class PlantDemo(Databases databases, Stores stores, DemoCast cast, PlantDemo.Parts parts)
{
    /// <summary>What plants what is said and done.</summary>
    public sealed record Parts(DemoVoices Voices, DemoCases Cases, DemoEnquiries Enquiries, DemoKept Kept, DemoTrust Trust, DemoStudies Studies);

    private static readonly string[] Tables =
    [
        "voices", "voice_words", "voice_keys", "errands", "identities", "customer_attributes", "customers", "units", "channels", "stages", "touchpoints",
        "cases", "case_steps", "case_voices", "case_outcomes", "case_lessons", "case_clocks", "enquiries", "enquiry_steps", "notifications", "customer_events", "commitment_outcomes", "commitments", "restatements", "recovery_steps", "allowance_entries", "allowances", "top_line_cases", "top_lines", "snippets", "survey_responses", "survey_versions", "surveys", "board_tiles", "boards", "members", "profiles", "decided_hours",
        "studies", "study_companies", "study_scenarios", "study_shoppers", "study_forms", "study_waves", "probes", "probe_replies", "probe_gradings", "study_appeals",
    ];

    /// <summary>Plants it, unless it is there.</summary>
    /// <param name="size">How many customers it is to have.</param>
    /// <param name="cancel">Breaks it off.</param>
    public async Task Run(int size, CancellationToken cancel)
    {
        await cast.Prepare(cancel);
        if (await cast.IsIn(cancel)) return;
        Console.WriteLine($"{DemoOrganisation.NameEn} is being made up, a year of voices: once, for a minute or a few.");

        var now = cast.Now;
        var year = Task.Run(() => DemoYear.Of(cast.Today, size: size), cancel);
        if (!await stores.Found(DemoOrganisation.Code, now, cancel)) await Clear(cancel);
        var members = await cast.Enter(cancel);
        var names = await Place(members, now, cancel);
        var grown = await year;
        var customers = await Customers(grown.Customers, names, now, cancel);
        var ground = new DemoVoices.Ground(names, customers, members);
        await parts.Voices.Keep(grown.Voices, ground, cancel);
        await parts.Cases.Plant(members, now, cancel);
        await parts.Enquiries.Plant(members, now, cancel);
        await parts.Kept.Plant(members, now, cancel);
        await parts.Trust.Plant(ground, now, cancel);
        await parts.Studies.Plant(members, now, cancel);
        await cast.Join(cancel);
    }

    private async Task<Names> Place(IReadOnlyList<MemberRow> members, DateTime now, CancellationToken cancel)
    {
        await using var store = await stores.Open(DemoOrganisation.Code, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var names = DemoPlace.Plant(store, now);
        foreach (var (member, told) in members.Zip(DemoOrganisation.Cast)) member.UnitId = names.Units[told.Unit];
        store.Members.AddRange(members);
        DemoBoard.Plant(store, members[0], now);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return names;
    }

    private async Task<Dictionary<string, Guid>> Customers(IReadOnlyList<DemoCustomer> customers, Names names, DateTime now, CancellationToken cancel)
    {
        var moment = new DateTimeOffset(now, TimeSpan.Zero);
        // In order: rows whose keys follow one another are kept several times as fast.
        var ordered = customers.Select(_ => Guid.CreateVersion7(moment)).Order().ToArray();
        var ids = customers.Index().ToDictionary(one => one.Item.SourceId, one => ordered[one.Index]);
        await using var connection = await databases.Connect(DemoOrganisation.Code, cancel);
        await ManyRows.MakeRoom(connection, cancel);
        using var turn = await databases.GateOf(DemoOrganisation.Code).Enter(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ManyRows.Insert(transaction, "customers", ["id", "source", "source_id", "name", "unit_id", "since", "kept_at", "version"], customers.Select(customer => new object[]
        {
            ids[customer.SourceId], DemoYear.CustomerSource, customer.SourceId, customer.Name, names.Units[customer.Unit],
            customer.Since.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), now, 0,
        }), cancel);
        await ManyRows.Insert(transaction, "identities", ["id", "customer_id", "kind", "value"], customers.SelectMany(customer =>
            customer.Identities.Select(identity => new object[] { Guid.CreateVersion7(moment), ids[customer.SourceId], identity.Kind, identity.Value })), cancel);
        await ManyRows.Insert(transaction, "customer_attributes", ["customer_id", "key", "value"], customers.SelectMany(customer =>
            customer.Attributes.Select(attribute => new object[] { ids[customer.SourceId], attribute.Key, attribute.Value })), cancel);
        await transaction.CommitAsync(cancel);
        return ids;
    }

    private async Task Clear(CancellationToken cancel)
    {
        await stores.Exists(DemoOrganisation.Code, cancel);
        await using var connection = await databases.Connect(DemoOrganisation.Code, cancel);
        using var turn = await databases.GateOf(DemoOrganisation.Code).Enter(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var table in Tables)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"delete from {table}";
            await command.ExecuteNonQueryAsync(cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
