using System.Net;
using Kolot.Core.Organisation;
using Kolot.Core.Respond;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Restatements;
using Kolot.Listen.Contact;
using Kolot.Organisation.Mail;
using Kolot.Respond.Commitments;
using Kolot.Respond.Restatements;
using Kolot.Respond.Told;
using Kolot.Store;
using Kolot.Tests.Listen.Contact;
using Kolot.Tests.Organisation.People.Recovering;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Told;

using Writing = Kolot.Tests.Listen.Contact.Writing;

public sealed class StandingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Opening_the_link_changes_nothing_and_the_customer_confirms_or_corrects_what_we_understood(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (dana, row) = (await Matters.Who(world, Cast.Dana), await Matters.WithPage(world, await Matters.Open(world)));
        var said = (await world.Services.GetRequiredService<Restate>().Run(dana, row.Number, new(Guid.CreateVersion7(), "חויבת פעמיים על אותה הזמנה", RestatementWay.Link, null), Cancel)).Value;
        var page = await Link(world, row.Id);
        using var phone = world.Nobody();

        using var opened = await phone.Get(page);
        Assert.Equal(("no-referrer", "noindex, nofollow", true), (opened.Headers.GetValues("Referrer-Policy").Single(), opened.Headers.GetValues("X-Robots-Tag").Single(), opened.Headers.CacheControl?.NoStore));
        Assert.Equal(RestatementEnding.Waiting, await Ending(world, said.Id));
        Assert.Equal(["חויבת פעמיים על אותה הזמנה"], (await phone.Page(page)).QuerySelectorAll("blockquote").Select(one => one.TextContent));
        Assert.DoesNotContain(Cast.Dana.Name, await opened.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);

        using var blank = await Writing.Post(phone, $"{page}/understood", ("restatement", said.Id.ToString()), ("answer", "no"), ("said", " "));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, blank.StatusCode);
        using var yes = await Writing.Post(phone, $"{page}/understood", ("restatement", said.Id.ToString()), ("answer", "yes"));
        using var twice = await Writing.Post(phone, $"{page}/understood", ("restatement", said.Id.ToString()), ("answer", "yes"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (yes.StatusCode, twice.StatusCode));
        Assert.Equal(RestatementEnding.Confirmed, await Ending(world, said.Id));
        using var no = await Writing.Post(phone, $"{page}/understood", ("restatement", said.Id.ToString()), ("answer", "no"), ("said", "לא פעמיים, שלוש"));
        Assert.Equal(RestatementEnding.Corrected, await Ending(world, said.Id));

        await using var store = await world.Store();
        Assert.Equal(["opened", "restated", "restatement_confirmed", "restatement_corrected"], await store.CaseSteps.Where(step => step.CaseId == row.Id).OrderBy(step => step.Number).Select(step => step.Kind).ToArrayAsync(Cancel));
        var byCustomer = await store.CaseSteps.Where(step => step.CaseId == row.Id).OrderBy(step => step.Number).Select(step => step.ByCustomer).ToArrayAsync(Cancel);
        Assert.Equal([false, false, true, true], byCustomer);
    }

    [Theory, EveryStore]
    public async Task Nobody_else_comes_by_a_link_and_it_ends(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (one, other) = (await Matters.Open(world), await Matters.WithPage(world, await Matters.Open(world, title: "של מישהו אחר", known: false)));
        var dana = await Matters.Who(world, Cast.Dana);
        var said = (await world.Services.GetRequiredService<Restate>().Run(dana, other.Number, new(Guid.CreateVersion7(), "משהו אחר", RestatementWay.Link, null), Cancel)).Value;
        using var phone = world.Nobody();
        using var foreign = await Writing.Post(phone, $"{await Link(world, one.Id)}/understood", ("restatement", said.Id.ToString()), ("answer", "yes"));
        using var forged = await phone.Get($"/{World.Cafe}/contact/case/{new string('A', 43)}");
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.NotFound, RestatementEnding.Waiting), (foreign.StatusCode, forged.StatusCode, await Ending(world, said.Id)));

        await Matters.Step(world, one.Number, new() { Kind = CaseStepKinds.ClosedUnconfirmed, At = world.Clock.Now });
        world.Clock.Advance(CaseLink.Afterwards + TimeSpan.FromDays(1));
        using var over = await phone.Get(await Link(world, one.Id));
        using var tooLate = await Writing.Post(phone, $"{await Link(world, one.Id)}/solved", ("solved", "no"));
        using var neither = await Writing.Post(phone, $"{await Link(world, other.Id)}/solved", ("solved", "maybe"));
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone, HttpStatusCode.SeeOther), (over.StatusCode, tooLate.StatusCode, neither.StatusCode));
        await using var store = await world.Store();
        Assert.Equal((0, 0), (await store.CaseSteps.CountAsync(step => step.CaseId == one.Id && step.ByCustomer, Cancel), await store.CaseSteps.CountAsync(step => step.CaseId == other.Id && step.ByCustomer, Cancel)));
    }

    [Theory, EveryStore]
    public async Task Another_time_is_agreed_to_by_the_link_and_only_the_one_that_was_asked_for(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (dana, row) = (await Matters.Who(world, Cast.Dana), await Matters.WithPage(world, await Matters.Open(world)));
        var due = world.Clock.Now.Date.AddDays(3).AddHours(10);
        var made = (await world.Services.GetRequiredService<MakeCommitment>().Run(dana, row.Number, new(Guid.CreateVersion7(), "נחזור אליך", null, due), Cancel)).Value;
        await world.Services.GetRequiredService<MoveCommitment>().Run(dana, row.Number, new(made.Id, due.AddDays(2), CustomersWord.Link, null), Cancel);
        var page = await Link(world, row.Id);
        using var phone = world.Nobody();
        var asked = (await phone.Page(page)).QuerySelector("form[action*='/time'] input[name=to]")!.GetAttribute("value")!;

        using var other = await Writing.Post(phone, $"{page}/time", ("commitment", made.Id.ToString()), ("to", due.AddDays(9).Ticks.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        using var agreed = await Writing.Post(phone, $"{page}/time", ("commitment", made.Id.ToString()), ("to", asked));
        using var twice = await Writing.Post(phone, $"{page}/time", ("commitment", made.Id.ToString()), ("to", asked));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (other.StatusCode, agreed.StatusCode, twice.StatusCode));
        await using var store = await world.Store();
        Assert.Equal(due.AddDays(2), await store.Commitments.Select(one => one.DueAt).SingleAsync(Cancel));
        Assert.Equal([OutcomeKind.Proposed, OutcomeKind.Renegotiated], await store.CommitmentOutcomes.OrderBy(line => line.Number).Select(line => line.Kind).ToArrayAsync(Cancel));
        var words = await store.CommitmentOutcomes.OrderBy(line => line.Number).Select(line => line.Word).ToArrayAsync(Cancel);
        Assert.Equal([null, CustomersWord.Link], words);
    }

    [Theory, EveryStore]
    public async Task A_recovery_is_told_step_by_step_without_its_evidence_and_the_customer_says_that_it_is_solved(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var row = await Matters.Open(world, CaseKind.Recovery);
        using var dana = world.As(Cast.Dana);
        using var bare = await dana.Post($"/{World.Cafe}/cases/{row.Number}/recovery", ("id", Guid.CreateVersion7().ToString()), ("part", "admitted"), ("told", "טעינו וחייבנו פעמיים"), ("evidence", ""));
        using var made = await dana.Post($"/{World.Cafe}/cases/{row.Number}/recovery", ("id", Guid.CreateVersion7().ToString()), ("part", "admitted"), ("told", "טעינו וחייבנו פעמיים"), ("evidence", "שיחה מ-9:40"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (bare.StatusCode, made.StatusCode));
        Assert.Equal(1, (await dana.Page($"/{World.Cafe}/cases/{row.Number}/recovery")).QuerySelectorAll(".parts li.made").Length);

        var page = await Link(world, row.Id);
        using var phone = world.Nobody();
        var shown = await phone.Page(page);
        Assert.Equal((4, "טעינו וחייבנו פעמיים"), (shown.QuerySelectorAll(".steps > li").Length, shown.QuerySelector("blockquote")!.TextContent));
        Assert.DoesNotContain("9:40", shown.DocumentElement.TextContent, StringComparison.Ordinal);
        using var english = await phone.Get($"{page}?lang=ru");
        Assert.Contains("Мы признали ошибку", await english.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var solved = await Writing.Post(phone, $"{page}/solved", ("solved", "yes"));
        using var twice = await Writing.Post(phone, $"{page}/solved", ("solved", "yes"));

        await using var store = await world.Store();
        var closed = await store.Cases.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((CaseState.Closed, true), (closed.State, closed.Confirmed));
        // That is an event of hers, once: campaigns that wait for it ask the trust question by their own rules.
        Assert.Equal(("recovered", Matters.Ruti), await store.CustomerEvents.Select(one => new ValueTuple<string, Guid>(one.Kind, one.CustomerId)).SingleAsync(Cancel));
        using var notYet = await Writing.Post(phone, $"{page}/solved", ("solved", "no"));
        using var again = await Writing.Post(phone, $"{page}/solved", ("solved", "yes"));
        Assert.Equal((1, 1), ((await store.Cases.AsNoTracking().SingleAsync(Cancel)).Reopened, await store.CustomerEvents.CountAsync(Cancel)));
    }

    [Theory, EveryStore]
    public async Task Two_nodes_mail_the_customer_once_in_words_that_hold_and_remind_whoever_keeps_a_promise(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await RecoveringTests.Open(kind, Alone);
        await RecoveringTests.SetMail(world, server);
        var (dana, row) = (await Matters.Who(world, Cast.Dana), await Matters.Open(world));
        var (restate, round) = (world.Services.GetRequiredService<Restate>(), world.Services.GetRequiredService<MailRound<CaseMail>>());
        await restate.Run(dana, row.Number, new(Guid.CreateVersion7(), "חויבת פעם", RestatementWay.Link, null), Cancel);
        await restate.Run(dana, row.Number, new(Guid.CreateVersion7(), "חויבת פעמיים", RestatementWay.Link, null), Cancel);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => round.Run(World.Cafe, Cancel))));

        var mail = AnsweredEnquiryTests.Text(Assert.Single(server.Mails));
        Assert.Contains("חויבת פעמיים", mail, StringComparison.Ordinal);
        var link = new Uri(mail.Split('\n').Select(line => line.Trim()).Single(line => line.StartsWith("http", StringComparison.Ordinal)));
        using var phone = world.Nobody();
        Assert.Contains("חויבת פעמיים", (await phone.Page(link.PathAndQuery)).DocumentElement.TextContent, StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.Equal([MailState.Sent, MailState.Dropped], await store.CaseMails.Select(one => one.Mail).OrderBy(one => one).ToArrayAsync(Cancel));

        // A node that never returned from the server leaves it uncertain, and it is sent no second time.
        await store.CaseMails.Where(one => one.Mail == MailState.Sent).ExecuteUpdateAsync(set => set.SetProperty(one => one.Mail, MailState.Sending).SetProperty(one => one.MailAt, world.Clock.Now), Cancel);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await round.Run(World.Cafe, Cancel);
        Assert.Single(server.Mails);
        Assert.Equal(1, await store.CaseMails.CountAsync(one => one.Mail == MailState.Uncertain, Cancel));
    }

    private static void Alone(IServiceCollection services)
    {
        World.WithoutRounds(services);
        World.Without<MailRounds<CaseMail>>(services);
    }

    private static async Task<RestatementEnding> Ending(World world, Guid id)
    {
        await using var store = await world.Store();
        return await store.Restatements.Where(one => one.Id == id).Select(one => one.Ending).SingleAsync(Cancel);
    }

    private static async Task<string> Link(World world, Guid id) => $"/{World.Cafe}/contact/case/{CaseLink.Of(await world.Services.GetRequiredService<ContactForms>().KeyOf(World.Cafe, Cancel), id)}";
}
