using Kolot.Benchmarks.Field;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Store;

namespace Kolot.Tests.Surviving;

/// <summary>A study in the field, on a ground on which processes come and go: each shopper has probes of their own.</summary>
public sealed class FieldGround
{
    public const string Code = "field";

    private readonly Guid study = Guid.CreateVersion7();

    /// <summary>A key that runs studies and reads their results.</summary>
    public string Key { get; } = EntranceKeys.Beginning + Guid.CreateVersion7().ToString("N");

    /// <summary>What opens each shopper's page, and what they have to do.</summary>
    public List<(string Secret, Guid[] Probes)> Shoppers { get; } = [];

    public static byte[] Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. "a picture"u8];

    /// <summary>Plants it.</summary>
    public static async Task<FieldGround> Plant(Ground ground, int shoppers, int each)
    {
        var (made, now) = (new FieldGround(), TimeProvider.System.GetUtcNow().UtcDateTime);
        await using (var store = ground.Databases.OpenOrganisation(Ground.Cafe))
        {
            var company = made.Begin(store, now);
            for (var number = 0; number < shoppers; number++)
            {
                var (shopper, secret) = (Guid.CreateVersion7(), $"shopper-{Guid.CreateVersion7():N}");
                Guid[] probes = [.. Enumerable.Range(0, each).Select(_ => Guid.CreateVersion7())];
                store.StudyShoppers.Add(new() { Id = shopper, StudyId = made.study, Name = $"פונה {number}", Language = "he", SecretHash = EntranceKeys.HashOf(secret) });
                store.Probes.AddRange(probes.Select(id => new Probe { Id = id, StudyId = made.study, Wave = 1, CompanyId = company, Channel = ProbeChannel.ContactForm, ShopperId = shopper, PlannedAt = now.AddHours(-1) }));
                made.Shoppers.Add((secret, probes));
            }

            await store.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var directory = ground.Databases.OpenDirectory();
        directory.AccessKeys.Add(new() { Id = Guid.CreateVersion7(), Organisation = Ground.Cafe, Name = "המחקר", SecretHash = EntranceKeys.HashOf(made.Key), Ending = made.Key[^4..], Scopes = $"{Right.RunStudies},{Right.ReadScores}", MadeAt = now });
        await directory.SaveChangesAsync(TestContext.Current.CancellationToken);
        return made;
    }

    /// <summary>Plants studies whose probes all wait for an answer for longer than anybody watches.</summary>
    public static async Task Overdue(Ground ground, int studies, int each)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using var store = ground.Databases.OpenOrganisation(Ground.Cafe);
        for (var number = 0; number < studies; number++)
        {
            var made = new FieldGround();
            var company = made.Begin(store, now, $"{Code}-{number}");
            store.Probes.AddRange(Enumerable.Range(0, each).Select(_ => new Probe { Id = Guid.CreateVersion7(), StudyId = made.study, Wave = 1, CompanyId = company, Channel = ProbeChannel.ContactForm, State = ProbeState.Sent, SentAt = now.AddDays(-8) }));
            store.Errands.Add(new() { Kind = FieldSweep.Errand, Subject = "all", DueAt = now });
        }

        await store.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private Guid Begin(OrganisationStore store, DateTime now, string code = Code)
    {
        var company = Guid.CreateVersion7();
        var design = new StudyDesign(Wording.Of("מי עונה?", "Who answers?"), OutcomeRule.Usual, [ProbeChannel.ContactForm]);
        store.Studies.Add(new() { Id = study, Code = code, Name = "שדה", State = StudyState.Fielded, Design = StudyJson.Write(design), BegunAt = now });
        store.StudyCompanies.Add(new() { Id = company, StudyId = study, Number = 1, Name = "מאפייה", Addresses = "{}" });
        store.StudyForms.Add(new() { StudyId = study, Number = 1, Content = StudyJson.Write(new AssessmentForm([new("warm", Layer.Emotional, Wording.Of("היה חם", "It was warm"), 1)])), WrittenAt = now });
        store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(), StudyId = study, Number = 1, From = DateOnly.FromDateTime(now).AddDays(-1), Until = DateOnly.FromDateTime(now).AddDays(13), Form = 1 });
        return company;
    }
}
