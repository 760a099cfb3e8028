using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond;

/// <summary>Cases of the café to try acts on.</summary>
internal static class Matters
{
    public static readonly Guid Ruti = Guid.Parse("0190a000-0000-7000-8000-000000000001");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Somebody of the cast, as acts know them.</summary>
    public static async Task<Member> Who(World world, Person person)
    {
        await using var store = await world.Store();
        var row = await store.Members.SingleAsync(member => member.Mail == person.Mail, Cancel);
        var units = await store.Units.AsNoTracking().ToListAsync(Cancel);
        return new(World.Cafe, row.Id, row.Name, Rights.For(row.Role), row.Reach, Member.UnitsOf(row.Reach, row.UnitId, units));
    }

    /// <summary>A case of Ruti's in Haifa.</summary>
    public static async Task<Case> Open(World world, CaseKind kind = CaseKind.Complaint, string title = "חויבתי פעמיים", bool known = true)
    {
        await using (var store = await world.Store())
            if (known && !await store.Customers.AnyAsync(one => one.Id == Ruti, Cancel))
            {
                store.Customers.Add(new() { Id = Ruti, Source = "crm", SourceId = "7733", Name = "רותי אברהם", KeptAt = world.Clock.Now });
                store.Identities.Add(new() { Id = Guid.CreateVersion7(), CustomerId = Ruti, Kind = "mail", Value = "ruti@example.com" });
                await store.SaveChangesAsync(Cancel);
            }

        var opened = await world.Services.GetRequiredService<OpenCase>().Run(await Who(world, Cast.Tamar), new() { Title = title, Kind = kind, Severity = 3, Customer = known ? Ruti : null, Unit = await world.Unit("haifa") }, Cancel);
        return opened.Value;
    }

    /// <summary>Gives a case's customer a page to read on, as whoever writes through the form has one.</summary>
    public static async Task<Case> WithPage(World world, Case row)
    {
        await using var store = await world.Store();
        var voice = Guid.CreateVersion7();
        store.CaseVoices.Add(new() { CaseId = row.Id, VoiceId = voice });
        store.Enquiries.Add(new() { Key = Guid.CreateVersion7(), VoiceId = voice, Topic = "", Language = "he", Way = "link", At = world.Clock.Now, Until = world.Clock.Now.AddDays(400) });
        await store.SaveChangesAsync(Cancel);
        return row;
    }

    /// <summary>Adds a step to a case, as the act of another part does.</summary>
    public static async Task Step(World world, long number, CaseStep step)
    {
        await using var store = await world.Store();
        await using var writing = await store.BeginWriting(Cancel);
        await world.Services.GetRequiredService<CaseSteps>().Add(store, await store.Cases.SingleAsync(row => row.Number == number, Cancel), step, Cancel);
        await writing.Commit(Cancel);
    }
}
