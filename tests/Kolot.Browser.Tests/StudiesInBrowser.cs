using Kolot.Benchmarks.Studies;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
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
        // The page of one who approaches, opened by a link as it was handed to them.
        known["field/secret"] = "maya-secret-of-enough-letters";
        await store.StudyShoppers.Where(one => !one.GradesAgain && one.Name == "מאיה").ExecuteUpdateAsync(set => set.SetProperty(one => one.SecretHash, Kolot.Organisation.EntranceKeys.HashOf(known["field/secret"])));
        known["probes/id"] = (await store.Probes.OrderBy(one => one.Id).Select(one => one.Id).FirstAsync()).ToString();
    }
}
