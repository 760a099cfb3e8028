using System.Net;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using Kolot.Understand.Boards.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

using static Kolot.Tests.Understand.Boards.LetterGround;

namespace Kolot.Tests.Understand.Boards;

public sealed class LettersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_board_that_is_due_goes_to_each_reader_once_though_two_nodes_send_each_with_their_own_reach(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind, server);
        using var tamar = world.As(Cast.Tamar);
        var board = await Board(world, tamar);
        await Mail(world, tamar, board, Cast.Tamar, Cast.Dana);
        await using var other = world.Beside(Alone, Settings);
        var before = (await Letters(world)).Count;

        world.Clock.Advance(TimeSpan.FromHours(25));
        foreach (var node in new[] { world, other }) await node.Services.GetRequiredService<ErrandRound>().Run(World.Cafe, Cancel);
        await Task.WhenAll(Round(world), Round(other));
        await Round(world);

        Assert.Equal(0, before);
        Assert.Equal([MailState.Sent, MailState.Sent], (await Letters(world)).Select(letter => letter.Mail));
        Assert.Equal([Cast.Dana.Mail, Cast.Tamar.Mail], server.Heard.Where(line => line.StartsWith("RCPT", StringComparison.Ordinal)).Select(line => line[9..^1]).Order());
        var (hers, owners) = (Text(server, Cast.Dana), Text(server, Cast.Tamar));
        Assert.Contains("\u206673\u2069 תשובות", owners, StringComparison.Ordinal);
        Assert.Contains("\u206640\u2069 תשובות", hers, StringComparison.Ordinal);
        Assert.DoesNotContain("\u206673\u2069", hers, StringComparison.Ordinal);
        // Three in the kitchen would be recognised, by mail as well.
        Assert.All([hers, owners], text => Assert.DoesNotContain("המטבח בחיפה: ", text, StringComparison.Ordinal));
        await using var store = await world.Store();
        Assert.True((await store.Mailings.SingleAsync(Cancel)).DueAt > world.Clock.Now);
    }

    [Theory, EveryStore]
    public async Task Whoever_left_or_does_not_see_the_board_any_more_gets_none(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind, server);
        using var tamar = world.As(Cast.Tamar);
        var board = await Board(world, tamar);
        await Mail(world, tamar, board, Cast.Tamar, Cast.Dana, Cast.Ron);

        using (var parted = await tamar.Post($"/{World.Cafe}/settings/members/{await BoardGround.IdOf(world, Cast.Ron)}/closure", ("to", "nobody"))) Assert.Equal(HttpStatusCode.SeeOther, parted.StatusCode);
        world.Clock.Advance(TimeSpan.FromHours(25));
        await world.Round();
        // Her letter lies ready when the board is taken from her.
        await using (var store = await world.Store()) await store.Boards.ExecuteUpdateAsync(set => set.SetProperty(one => one.Shared, false), Cancel);
        await Round(world);

        Assert.Equal([(Cast.Dana.Mail, MailState.Dropped), (Cast.Tamar.Mail, MailState.Sent)], await Told(world));
        Assert.Single(server.Mails);
    }

    [Theory, EveryStore]
    public async Task What_may_have_been_sent_is_told_and_sent_again_by_a_person_alone(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        server.Answers["."] = FakeMailServer.Hangup;
        await using var world = await Open(kind, server);
        using var tamar = world.As(Cast.Tamar);
        var board = await Board(world, tamar);
        using (var asked = await tamar.Post(board + "/mail/now")) Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);

        await Round(world);
        await Round(world);
        var page = await tamar.Page(board + "/mail?lang=en");
        Assert.Contains("Uncertain", page.QuerySelector("tbody")?.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await tamar.Page(board)).QuerySelector(".note.bad"));
        Assert.Single(server.Mails);
        server.Answers.Clear();
        using (var again = await tamar.Post(page.QuerySelector("tbody form")?.GetAttribute("action") ?? "")) Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        await Round(world);

        Assert.Equal([(Cast.Tamar.Mail, MailState.Sent)], await Told(world));
        Assert.Equal(2, server.Mails.Count);
    }

    [Theory, EveryStore]
    public async Task A_node_that_never_returns_from_sending_leaves_its_letter_uncertain_and_one_that_was_counting_leaves_it_to_others(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind, server);
        using var tamar = world.As(Cast.Tamar);
        var board = Guid.Parse((await Board(world, tamar)).Split('/')[^1]);
        var (now, owner, dana) = (world.Clock.Now, await BoardGround.IdOf(world, Cast.Tamar), await BoardGround.IdOf(world, Cast.Dana));
        await using (var store = await world.Store())
        {
            store.Letters.AddRange(
                new Letter { Id = Guid.CreateVersion7(), BoardId = board, MemberId = owner, Occasion = now, Mail = MailState.Sending, MailAt = now.AddMinutes(2) },
                new Letter { Id = Guid.CreateVersion7(), BoardId = board, MemberId = dana, Occasion = now, Mail = MailState.Waiting, MailAt = now.AddMinutes(2) });
            await store.SaveChangesAsync(Cancel);
        }

        await Round(world);
        Assert.Empty(server.Mails);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await Round(world);

        Assert.Equal([(Cast.Dana.Mail, MailState.Sent), (Cast.Tamar.Mail, MailState.Uncertain)], await Told(world));
        Assert.Single(server.Mails);
    }

    [Theory, EveryStore]
    public async Task A_server_that_says_later_is_asked_later_and_in_the_end_no_more(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        server.Answers["RCPT"] = "451 try later";
        await using var world = await Open(kind, server);
        using var tamar = world.As(Cast.Tamar);
        using var asked = await tamar.Post(await Board(world, tamar) + "/mail/now");

        for (var tries = 0; tries < 8; tries++)
        {
            await Round(world);
            await Round(world);
            world.Clock.Advance(TimeSpan.FromHours(3));
        }

        Assert.Equal([(Cast.Tamar.Mail, MailState.Refused)], await Told(world));
        Assert.Equal(5, server.Heard.Count(line => line.StartsWith("RCPT", StringComparison.Ordinal)));
    }

    [Theory, EveryStore]
    public async Task The_link_in_a_letter_changes_nothing_when_it_is_opened_and_ends_the_letters_when_it_is_pressed(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind, server);
        using var tamar = world.As(Cast.Tamar);
        var board = await Board(world, tamar);
        await Mail(world, tamar, board, Cast.Tamar, Cast.Dana);
        world.Clock.Advance(TimeSpan.FromHours(25));
        await world.Round();
        await Round(world);
        var link = StopIn(Text(server, Cast.Dana));
        using var nobody = world.Nobody();

        var opened = await nobody.Page(link + "?lang=en");
        Assert.Equal(2, await Readers(world));
        Assert.Contains("One press ends that", opened.Body?.TextContent, StringComparison.Ordinal);
        // As a mail program does it: without a form of ours (RFC 8058).
        using var pressed = await (await nobody.Client()).PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), Cancel);

        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        Assert.Equal(1, await Readers(world));
        using var gone = await nobody.Get(link);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        // The maker's form was begun before: it writes her in again only knowingly.
        using var stale = await tamar.Post(board + "/mail", await Form(world, 1, Cast.Tamar, Cast.Dana));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains(Cast.Dana.Name, (await Visitor.Read(stale)).QuerySelector("[role=alert]")?.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Letters_go_to_nobody_beyond_those_who_see_the_board_and_everybody_joins_and_leaves_by_themselves(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Open(kind, server);
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);
        var own = await BoardGround.Make(tamar, "לעצמי", shared: false);
        var shared = await Board(world, tamar);

        using var refused = await tamar.Post(own + "/mail", await Form(world, 0, Cast.Dana));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await dana.Post(shared + "/mail/own", ("joins", "true"))).StatusCode);
        await Mail(world, tamar, shared, Cast.Tamar);
        using (var joined = await dana.Post(shared + "/mail/own", ("joins", "true"))) Assert.Equal(2, await Readers(world));
        Assert.Empty((await dana.Page(shared + "/mail")).QuerySelectorAll("[name=readers]"));
        using (var left = await dana.Post(shared + "/mail/own", ("joins", "false"))) Assert.Equal(1, await Readers(world));
        Assert.Equal(HttpStatusCode.NotFound, (await dana.Post(own + "/mail/now")).StatusCode);
    }

    [Fact]
    public async Task Without_a_mail_server_or_an_address_nothing_is_promised()
    {
        await using var world = await World.Open(StoreKind.Sqlite, Alone);
        using var tamar = world.As(Cast.Tamar);
        var board = await Board(world, tamar);

        var page = await tamar.Page(board + "/mail?lang=en");
        using var asked = await tamar.Post(board + "/mail/now");

        Assert.Contains("no public address is set", page.QuerySelector(".note.bad")?.TextContent, StringComparison.Ordinal);
        Assert.Empty(await Letters(world));
    }
}
