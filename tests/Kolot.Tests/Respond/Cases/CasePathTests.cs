using Kolot.Core.Organisation;
using Kolot.Core.Respond;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.Contact;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Writing = Kolot.Tests.Listen.Contact.Writing;

namespace Kolot.Tests.Respond.Cases;

public sealed class CasePathTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Steps_that_a_closed_case_left_out_are_passed_over_and_not_on_their_way()
    {
        await using var world = await World.Open(StoreKind.Sqlite, World.WithoutRounds);
        var row = await Matters.Open(world, CaseKind.Recovery);
        using var tamar = world.As(Cast.Tamar);
        using var phone = world.Nobody();
        var standing = $"/{World.Cafe}/contact/case/{CaseLink.Of(await world.Services.GetRequiredService<ContactForms>().KeyOf(World.Cafe, Cancel), row.Id)}";
        Assert.All((await phone.Page(standing)).QuerySelectorAll(".steps > li"), part => Assert.Contains("עוד לא", part.TextContent, StringComparison.Ordinal));
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.Answered, At = world.Clock.Now });
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.ClosedUnconfirmed, At = world.Clock.Now });

        var path = await tamar.Page($"/{World.Cafe}/cases/1");

        Assert.Equal(["done", "passed", "passed", "passed", "done", "here"], path.QuerySelectorAll(".casepath > li").Select(state => state.ClassName));
        Assert.All(path.QuerySelectorAll(".casepath .passed"), state => Assert.Contains("דולג", state.TextContent, StringComparison.Ordinal));
        Assert.All((await phone.Page(standing)).QuerySelectorAll(".steps > li"), part => Assert.Contains("לא נעשה", part.TextContent, StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task A_mail_that_may_not_have_come_stands_beside_the_words_that_it_told_of(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using (var phone = world.Nobody()) await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"), ("mail", "guest@example.com"));
        await world.Round();
        using var tamar = world.As(Cast.Tamar);
        using var answered = await tamar.Post($"/{World.Cafe}/cases/1/answers", ("seen", "1"), ("text", "בוודאי"), ("way", "page"));
        await using var store = await world.Store();
        var member = await CaseWorld.IdOf(world, Cast.Tamar);
        await store.EnquirySteps.Where(step => step.Text == "בוודאי").ExecuteUpdateAsync(set => set.SetProperty(step => step.Mail, MailState.Uncertain), Cancel);
        store.CaseMails.Add(new() { Id = Guid.CreateVersion7(), CaseId = await store.Cases.Select(row => row.Id).SingleAsync(Cancel), Kind = CaseMailKind.Reminder, SubjectId = Guid.CreateVersion7(), MemberId = member, Mail = MailState.Uncertain });
        await store.SaveChangesAsync(Cancel);

        var said = (await tamar.Page($"/{World.Cafe}/cases/1")).QuerySelectorAll(".casesaid > li").Single(line => line.TextContent.Contains("בוודאי", StringComparison.Ordinal));

        Assert.Equal("לא ברור אם הדואר הגיע", said.QuerySelector(".hurt")!.TextContent);
        Assert.Equal(["בספק"], (await tamar.Page($"/{World.Cafe}/notifications/choices")).QuerySelectorAll("aside .badge").Select(badge => badge.TextContent.Trim()));
    }

    [Theory, EveryStore]
    public async Task Whoever_wrote_says_with_the_ending_how_much_of_their_own_time_it_took_and_it_is_counted(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var phone = world.Nobody();
        var page = await Writing.Write(phone, ("topic", "request"), ("text", "אפשר חשבונית?"));
        await Round(world);
        using var tamar = world.As(Cast.Tamar);
        using var answered = await tamar.Post($"/{World.Cafe}/cases/1/answers", ("seen", "1"), ("text", "בוודאי"), ("way", "page"));
        Assert.Equal(["", "5", "15", "30", "60", "120", "240", "480"], (await phone.Page(page)).QuerySelectorAll("select[name=minutes] option").Select(length => length.GetAttribute("value")));

        using var mangled = await Writing.Post(phone, $"{page}/ending", ("solved", "maybe"), ("minutes", "30"));
        using var solved = await Writing.Post(phone, $"{page}/ending", ("solved", "yes"), ("minutes", "30"));
        await Round(world);

        await using var store = await world.Store();
        Assert.Equal((true, true, 30), await store.CaseOutcomes.Select(one => new ValueTuple<bool, bool, int>(one.Confirmed!.Value, one.SolvedAtFirst!.Value, one.OwnMinutes!.Value)).SingleAsync(Cancel));
    }

    private static Task Round(World world) => world.Round();
}
