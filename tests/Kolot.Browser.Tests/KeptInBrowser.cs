using Kolot.Core.Organisation;
using Kolot.Core.Respond;
using Kolot.Core.Respond.Allowances;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Recovery;
using Kolot.Core.Respond.Restatements;
using Kolot.Listen.Contact;
using Kolot.Respond.Allowances;
using Kolot.Respond.Cases;
using Kolot.Respond.Commitments;
using Kolot.Respond.Recovery;
using Kolot.Respond.Relations;
using Kolot.Respond.Restatements;
using Kolot.Respond.Snippets;
using Kolot.Store;
using Kolot.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Browser.Tests;

/// <summary>A case in which something was promised, said back, put right and given, so that its pages have something on them.</summary>
internal static class KeptInBrowser
{
    /// <summary>Sets it up, and fills in the paths that lead there.</summary>
    public static async Task Set(World world, OrganisationStore store, Dictionary<string, string> known)
    {
        var (services, now) = (world.Services, world.Clock.Now);
        var tamar = await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail);
        var member = new Member(World.Cafe, tamar.Id, tamar.Name, Rights.For(Role.Owner), Kolot.Core.Organisation.Reach.All, null);
        store.Allowances.Add(new() { Role = Role.Owner, Incident = 20_000, Month = 200_000, Version = 1 });
        store.TopLines.Add(new() { ChannelId = await store.Channels.OrderBy(channel => channel.Position).Select(channel => channel.Id).LastAsync(), UnitId = await world.Unit("haifa"), EveryDays = 2, Version = 1 });
        await store.SaveChangesAsync();
        var opened = await services.GetRequiredService<OpenCase>().Run(member, new() { Title = "חויבתי פעמיים על אותה הזמנה", Kind = CaseKind.Recovery, Severity = 3, Customer = Guid.Parse(known["customers/id"]), Unit = await world.Unit("haifa") }, default);
        var number = opened.Value.Number;
        known["cases/number"] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        known["case/secret"] = CaseLink.Of(await services.GetRequiredService<ContactForms>().KeyOf(World.Cafe, default), opened.Value.Id);
        // Whoever is asked something has a page on which it stands.
        var voice = Guid.CreateVersion7();
        store.CaseVoices.Add(new() { CaseId = opened.Value.Id, VoiceId = voice });
        store.Enquiries.Add(new() { Key = Guid.CreateVersion7(), VoiceId = voice, Topic = "", Language = "he", Way = "link", At = now, Until = now.AddDays(400) });
        await store.SaveChangesAsync();
        var make = services.GetRequiredService<MakeCommitment>();
        var kept = await make.Run(member, number, new(Guid.CreateVersion7(), "נחזור אליך היום עם תשובה מהנהלת החשבונות.", null, now.AddHours(3)), default);
        await services.GetRequiredService<EndCommitment>().Run(member, number, new(kept.Value.Id, true, null, null), default);
        var promised = await make.Run(member, number, new(Guid.CreateVersion7(), "הזיכוי יופיע בחשבון עד סוף השבוע.", null, now.AddDays(3)), default);
        known["commitments/id"] = promised.Value.Id.ToString();
        await services.GetRequiredService<MoveCommitment>().Run(member, number, new(promised.Value.Id, now.AddDays(5), CustomersWord.Link, null), default);
        await services.GetRequiredService<Restate>().Run(member, number, new(Guid.CreateVersion7(), "חויבת פעמיים על אותה הזמנה, וחשוב לך שהכסף יחזור לפני ה-10 בחודש.", RestatementWay.Link, null), default);
        await services.GetRequiredService<Spend>().Run(member, number, new(Guid.CreateVersion7(), SpendKind.Compensation, "50", "שובר לארוחת בוקר"), default);
        await services.GetRequiredService<MakeRight>().Run(member, number, new(Guid.CreateVersion7(), RecoveryPart.Admitted, "טעינו: ההזמנה נרשמה פעמיים אצלנו.", "שיחה מהבוקר", null), default);
        await services.GetRequiredService<CaseSteps>().Add(store, await store.Cases.SingleAsync(row => row.Number == number), new() { Kind = CaseStepKinds.Answered, At = now, ByMember = tamar.Id, Text = "נבדוק גם את ההזמנה הקודמת ונעדכן אותך תוך 3 ימי עסקים.", SeenByCustomer = true }, default);
        store.TopLineCases.Add(new() { CaseId = opened.Value.Id, NextAt = now.AddDays(1) });
        var other = await services.GetRequiredService<OpenCase>().Run(member, new() { Title = "חיוב כפול גם בחודש שעבר", Kind = CaseKind.Complaint, Severity = 2, Customer = Guid.Parse(known["customers/id"]), Unit = await world.Unit("haifa") }, default);
        await services.GetRequiredService<RelateCases>().Run(member, new(number, other.Value.Number, CaseRelationKind.SameCause), default);
        await services.GetRequiredService<WriteSnippet>().Run(member, new() { Name = "בבדיקה", Text = "שלום {לקוח}, פנייה {מספר} בבדיקה.", TextEn = "Hello {customer}, we are looking into {number}.", Shared = true }, default);
        var dana = await store.Members.Where(row => row.Mail == Cast.Dana.Mail).Select(row => row.Id).SingleAsync();
        store.CasePresences.Add(new() { CaseId = opened.Value.Id, MemberId = dana, SeenUntil = now.AddDays(1), WritesUntil = now.AddDays(1) });
        await store.SaveChangesAsync();
    }
}
