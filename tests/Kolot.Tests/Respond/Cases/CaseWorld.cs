using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Respond.Cases;

/// <summary>Voices in the café that somebody is to follow up.</summary>
internal static class CaseWorld
{
    public static readonly object Ruth = new { source = "crm", id = "c-1", name = "רות", mail = "ruth@abraham.example" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Voices are heard, and what follows is done.</summary>
    public static async Task Speak(World world, params object[] voices)
    {
        await world.Hear(voices);
        await world.Settle();
    }

    /// <summary>A complaint of Ruth's, in Haifa.</summary>
    public static Task Complains(World world, string id = "v-1", string text = "חיכיתי שעה ואיש לא בא", string unit = "haifa") =>
        Speak(world, new { source = "till", id, channel = "call", kind = "complaint", text, unit, customer = Ruth });

    /// <summary>The cases, in the order in which they were opened.</summary>
    public static async Task<List<Case>> Cases(World world)
    {
        await using var store = await world.Store();
        return await store.Cases.AsNoTracking().OrderBy(row => row.Number).ToListAsync(Cancel);
    }

    /// <summary>What happened with a case.</summary>
    public static async Task<List<CaseStep>> Steps(World world, Guid id)
    {
        await using var store = await world.Store();
        return await store.CaseSteps.AsNoTracking().Where(step => step.CaseId == id).OrderBy(step => step.Number).ToListAsync(Cancel);
    }

    /// <summary>The id of somebody of the cast.</summary>
    public static async Task<Guid> IdOf(World world, Person person)
    {
        await using var store = await world.Store();
        return await store.Members.Where(member => member.Mail == person.Mail).Select(member => member.Id).SingleAsync(Cancel);
    }

    /// <summary>Somebody of the cast, as acts know them.</summary>
    public static async Task<Member> Of(World world, Person person)
    {
        await using var store = await world.Store();
        var row = await store.Members.SingleAsync(member => member.Mail == person.Mail, Cancel);
        return new(World.Cafe, row.Id, row.Name, Rights.For(row.Role), row.Reach, Member.UnitsOf(row.Reach, row.UnitId, await store.Units.ToListAsync(Cancel)));
    }
}
