using Kolot.Benchmarks.Studies;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Store;
using Kolot.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Browser.Tests;

/// <summary>A study in the field, so that its pages have something on them.</summary>
internal static class StudiesInBrowser
{
    /// <summary>Sets it up, and fills in the paths that lead there.</summary>
    public static async Task Set(World world, OrganisationStore store, Dictionary<string, string> known)
    {
        const string Code = "autumn";
        var services = world.Services;
        var tamar = await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail);
        var member = new Member(World.Cafe, tamar.Id, tamar.Name, Rights.For(Role.Owner), Kolot.Core.Organisation.Reach.All, null);
        await services.GetRequiredService<BeginStudy>().Run(member, new("מי עונה לפונים, סתיו", "Who answers, autumn", Code), default);
        var keep = services.GetRequiredService<KeepCompany>();
        foreach (var (name, english, ours) in new[] { ("קפה תמר", "Cafe Tamar", true), ("מאפיית גיל", "Gil's bakery", false), ("קפה רוזה", "Cafe Rosa", false) })
            await keep.Run(member, (Code, null), new(new(name, english, "בתי קפה", ours, new Dictionary<ProbeChannel, string> { [ProbeChannel.ContactForm] = "https://example.com/contact" }), null), default);
        var shoppers = services.GetRequiredService<KeepShopper>();
        foreach (var (name, again) in new[] { ("מאיה", false), ("עידו", false), ("רננה", true) }) await shoppers.Run(member, (Code, null), new(name, null, "he", again), default);
        var today = DateOnly.FromDateTime(world.Clock.Now);
        var plan = services.GetRequiredService<PlanWave>();
        var shown = await plan.Run(member, Code, new(today.AddDays(1), today.AddDays(10), 7, null), default);
        await plan.Run(member, Code, new(today.AddDays(1), today.AddDays(10), 7, shown.Result.Value.Mark), default);
        (known["studies/code"], known["form/key"]) = (Code, "answered");
        known["scenarios/id"] = (await store.StudyScenarios.OrderBy(one => one.Id).Select(one => one.Id).FirstAsync()).ToString();
        known["shoppers/id"] = (await store.StudyShoppers.OrderBy(one => one.Id).Select(one => one.Id).FirstAsync()).ToString();
        known["probes/id"] = (await store.Probes.OrderBy(one => one.Id).Select(one => one.Id).FirstAsync()).ToString();
        await Bring(store, Guid.Parse(known["probes/id"]), world.Clock.Now, known);
        await Publish(store, tamar.Id, world.Clock.Now, known);
    }

    // A study that others made, told to everybody, and the sheet of one of its companies.
    private static async Task Publish(OrganisationStore store, Guid by, DateTime now, Dictionary<string, string> known)
    {
        (known["reports/code"], known["study-sheet/secret"]) = ("spring", "rosa-secret-of-enough-letters");
        var design = new StudyDesign(Wording.Of("מי ענה?", "Who answered?"), OutcomeRule.Usual, [ProbeChannel.ContactForm]) { Names = NamesShown.All };
        var study = new Study { Id = Guid.CreateVersion7(now), Code = "spring", Name = "מי ענה באביב", NameEn = "Who answered in spring", Kind = StudyKind.Reported, State = StudyState.Published, Design = StudyJson.Write(design), PublishedAt = now, BegunAt = now, BegunBy = by, Revision = 1 };
        store.Studies.Add(study);
        store.StudyWaves.Add(new() { Id = Guid.CreateVersion7(now), StudyId = study.Id, Number = 1, From = DateOnly.FromDateTime(now).AddDays(-30), Until = DateOnly.FromDateTime(now).AddDays(-20), ClosedAt = now });
        foreach (var (number, name, english, outcome) in new[] { (1, "קפה רוזה", "Cafe Rosa", Outcome.Delight), (2, "מאפיית גיל", "Gil's bakery", Outcome.Indifferent), (3, "קפה הנמל", "Harbour cafe", Outcome.Never) })
        {
            var company = new StudyCompany { Id = Guid.CreateVersion7(now), StudyId = study.Id, Number = number, Name = name, NameEn = english, Addresses = "{}", SecretHash = number == 1 ? EntranceKeys.HashOf(known["study-sheet/secret"]) : null };
            store.StudyCompanies.Add(company);
            var answered = outcome != Outcome.Never;
            store.Probes.Add(new() { Id = Guid.CreateVersion7(now), StudyId = study.Id, Wave = 1, CompanyId = company.Id, Channel = ProbeChannel.ContactForm, State = answered ? ProbeState.Answered : ProbeState.Silent, WaitedFrom = answered ? 3_600_000L * number : null, WaitedUntil = answered ? 3_600_000L * number : null, Stated = outcome });
        }

        await store.SaveChangesAsync();
    }

    // The page of one who approaches, opened by a link as it was handed to them: one probe answered, with a picture, the others to be made.
    private static async Task Bring(OrganisationStore store, Guid probe, DateTime now, Dictionary<string, string> known)
    {
        known["field/secret"] = "maya-secret-of-enough-letters";
        var maya = await store.StudyShoppers.SingleAsync(one => one.Name == "מאיה");
        maya.SecretHash = EntranceKeys.HashOf(known["field/secret"]);
        var row = await store.Probes.SingleAsync(one => one.Id == probe);
        (row.ShopperId, row.SentAt, row.State, row.WaitedFrom, row.WaitedUntil) = (maya.Id, now.AddHours(-2), ProbeState.Answered, 3_600_000, 3_600_000);
        store.ProbeReplies.Add(new() { Id = Guid.CreateVersion7(), ProbeId = probe, From = now.AddHours(-1), Until = now.AddHours(-1), Text = "תודה שכתבתם, נשמח לעזור." });
        var evidence = new ProbeEvidence { Id = Guid.CreateVersion7(), ProbeId = probe, Name = "מסך.png", Kind = "image/png", Bytes = 8, At = now, Until = now.AddDays(100) };
        store.ProbeEvidence.Add(evidence);
        store.FileParts.Add(new() { FileId = evidence.Id, Number = 0, Content = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] });
        (known["evidence/id"], known["evidence/evidence"]) = (evidence.Id.ToString(), evidence.Id.ToString());
        await store.SaveChangesAsync();
    }
}
