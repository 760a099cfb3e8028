using System.Net;
using System.Text;
using AngleSharp.Dom;
using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Inviting;

public sealed class CampaignTests
{
    private const string All = $"/{World.Cafe}/campaigns";

    [Theory, EveryStore]
    public async Task A_campaign_is_written_in_steps_looked_at_started_and_followed_to_the_last_person(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 20);
        using var tamar = world.As(Cast.Tamar);
        Assert.Contains("עוד לא הוזמן", (await tamar.Page(All)).QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);

        var draft = await Posted(tamar, All, ("name", "אחרי הביקור"), ("survey", "visit"), ("purpose", "feedback"), ("priority", "usual"));
        var one = draft[..draft.IndexOf("/draft", StringComparison.Ordinal)];
        var version = (await tamar.Page(draft)).QuerySelector("input[name=version]")!.GetAttribute("value")!;
        var when = await Posted(tamar, draft, ("version", version), ("occasion", "once"));
        using (var refused = await tamar.Post(when, ("version", "2"), ("sample", "0"), ("patience", "7"), ("answered", "90")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var again = await Visitor.Read(refused);
            Assert.Contains("100", again.QuerySelector("#f-sample-error")!.TextContent, StringComparison.Ordinal);
            Assert.NotNull(again.QuerySelector("details[open] #f-sample"));
            Assert.Equal("7", again.QuerySelector("#f-patience")!.GetAttribute("value"));
        }

        var how = await Posted(tamar, when, ("version", "2"), ("sample", "100"), ("patience", "7"), ("answered", "90"));
        Assert.Equal($"{one}/messages", await Posted(tamar, how, ("version", "3"), ("ways", "mail"), ("ways", "sms"), ("first", "sms"), ("reminders", "1"), ("gap", "3"), ("open", "30")));
        var review = await tamar.Page(one);
        Assert.Equal(["18", "2", "20"], review.QuerySelectorAll("#trial .num .n").Select(number => number.TextContent));
        await using (var store = await world.Store()) Assert.False(await store.Invitations.AnyAsync());

        await Posted(tamar, $"{one}/start");
        await Guests.Run(world);

        var page = await tamar.Page(one);
        Assert.Contains("18", page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("20", page.QuerySelector("tfoot .n")!.TextContent);
        var spared = page.QuerySelectorAll("a[href*='why=noaddress']").Single();
        Assert.Equal("2", spared.TextContent);
        Assert.Equal(2, (await tamar.Page(spared.GetAttribute("href")!)).QuerySelectorAll("tbody tr").Length);
        using var file = await tamar.Get($"{one}/people.csv?step=waiting");
        Assert.Equal(19, (await file.Content.ReadAsStringAsync()).Trim().Split("\r\n").Length);
        var invitation = (await Guests.Invitations(world, Guid.Parse(one.Split('/')[^1]))).First(row => row.State == InvitationState.Planned);
        Assert.Equal("sms", invitation.Way);
        Assert.Contains("מחכים לשליחה", (await tamar.Page($"/{World.Cafe}/customers/{invitation.CustomerId}")).QuerySelector(".asked")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_file_is_looked_at_before_its_people_are_listed_and_each_row_that_cannot_be_says_why(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 3);
        using var tamar = world.As(Cast.Tamar);
        var draft = await Posted(tamar, All, ("name", "רשימה"), ("survey", "visit"));
        var one = draft[..draft.IndexOf("/draft", StringComparison.Ordinal)];
        await Posted(tamar, draft, ("version", "1"), ("occasion", "list"), ("done", "true"));
        using (var refused = await tamar.Post($"{one}/start")) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        using (var broken = await tamar.PostFiles($"{one}/file", File("צבע\r\nכחול\r\n"))) Assert.Equal(HttpStatusCode.UnprocessableEntity, broken.StatusCode);
        using (var kept = await tamar.PostFiles($"{one}/file", File("מספר לקוח,שם,מייל\r\ng-1,,\r\nnew-1,רותי,ruti@example.com\r\n,,\r\n,,g2@example.com\r\ng-1,,\r\n"))) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        var look = await tamar.Page(one);
        Assert.Contains("רותי", look.QuerySelector("#list table")!.TextContent, StringComparison.Ordinal);
        await using (var store = await world.Store()) Assert.Equal(0, await store.CampaignPeople.CountAsync());

        using var taken = await tamar.Post($"{one}/file/taking", ("source", "crm"));

        var told = (await Visitor.Read(taken)).QuerySelector("#list [role=status]")!;
        Assert.Equal(2, told.QuerySelectorAll("li").Length);
        await Posted(tamar, $"{one}/start");
        await Guests.Run(world);
        await using var after = await world.Store();
        Assert.Equal(["g-1", "g-2", "new-1"], await after.Invitations.Join(after.Customers, row => row.CustomerId, customer => customer.Id, (_, customer) => customer.SourceId).OrderBy(id => id).ToListAsync());
        Assert.False(await after.FileParts.AnyAsync());
    }

    [Theory, EveryStore]
    public async Task What_rests_goes_on_and_what_was_stopped_can_be_had_back(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 5);
        using var tamar = world.As(Cast.Tamar);
        var id = await Guests.Start(world);
        await Guests.Run(world);

        await Posted(tamar, $"{All}/{id}/stop");
        Assert.All(await Guests.Invitations(world, id), row => Assert.Equal((InvitationState.Skipped, null), (row.State, row.NextTryAt)));
        using (var late = await tamar.Post($"{All}/{id}/pause")) Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        world.Clock.Advance(TimeSpan.FromDays(1));
        await Posted(tamar, $"{All}/{id}/resumption");

        var planned = (await Guests.Invitations(world, id)).Where(row => row.State == InvitationState.Planned).ToArray();
        Assert.Equal(4, planned.Length);
        Assert.All(planned, row => Assert.True(row.NextTryAt > world.Clock.Now.AddHours(-1)));
        await Posted(tamar, $"{All}/{id}/stop");
        await Posted(tamar, $"{All}/{id}/removal");
        using (var gone = await tamar.Get($"{All}/{id}")) Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        await Posted(tamar, $"{All}/{id}/restoration");
        Assert.NotNull((await tamar.Page(All)).QuerySelector($"a[href='{All}/{id}']"));
    }

    [Theory, EveryStore]
    public async Task Whoever_answers_by_their_invitation_is_counted_and_whoever_does_not_is_reminded_once(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 3);
        var id = await Guests.Start(world, campaign => (campaign.Reminders, campaign.ReminderAfterDays) = (1, 3));
        await Guests.Run(world);
        var planned = (await Guests.Invitations(world, id)).Where(row => row.State == InvitationState.Planned).ToArray();
        var secrets = await Sent(world, planned);
        using var phone = world.Nobody();

        using (await AnswersBy(phone, secrets[planned[0].Id]))
        {
        }

        world.Clock.Advance(TimeSpan.FromDays(4));
        await Guests.Run(world);
        await Guests.Run(world);

        var rows = await Guests.Invitations(world, id);
        var answered = rows.Single(row => row.Id == planned[0].Id);
        Assert.NotNull(answered.StartedAt);
        Assert.NotNull(answered.FinishedAt);
        var reminder = rows.Single(row => row.Reminder == 1);
        Assert.Equal((planned[1].Id, planned[1].Address, InvitationState.Planned), (reminder.FirstId, reminder.Address, reminder.State));
        using var key = await world.Key(Kolot.Core.Organisation.Right.ReadCustomers);
        var funnel = (await key.Json($"/api/v1/{World.Cafe}/campaigns/{id}")).GetProperty("funnel");
        Assert.Equal((3, 2, 1, 1), (funnel.GetProperty("turns").GetInt32(), funnel.GetProperty("sent").GetInt32(), funnel.GetProperty("finished").GetInt32(), funnel.GetProperty("spared").GetInt32()));
        // The link of the reminder is the invitation's own.
        Assert.Equal(secrets[planned[1].Id], (await Sent(world, [reminder]))[planned[1].Id]);
    }

    private static async Task<IReadOnlyDictionary<Guid, string>> Sent(World world, Invitation[] rows)
    {
        await using var store = await world.Store();
        await using var writing = await store.BeginWriting(TestContext.Current.CancellationToken);
        var links = (Kolot.Listen.Inviting.InvitationLinks)world.Services.GetService(typeof(Kolot.Listen.Inviting.InvitationLinks))!;
        var secrets = await links.Ready(store, rows, TestContext.Current.CancellationToken);
        Guid[] ids = [.. rows.Select(row => row.Id)];
        var now = world.Clock.Now;
        await store.Invitations.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, InvitationState.Sent).SetProperty(row => row.SentAt, now).SetProperty(row => row.NextTryAt, (DateTime?)null));
        await writing.Commit(TestContext.Current.CancellationToken);
        return secrets;
    }

    private static async Task<HttpResponseMessage> AnswersBy(Visitor phone, string secret)
    {
        var page = await phone.Page($"/{World.Cafe}/a/{secret}");
        return await Asked.Send(phone, page, ("score", "5"));
    }

    private static async Task<string> Posted(Visitor visitor, string path, params (string, string)[] fields)
    {
        using var answer = await visitor.Post(path, fields);
        Assert.Equal((path, HttpStatusCode.SeeOther), (path, answer.StatusCode));
        return answer.Headers.Location!.OriginalString.Split('#')[0];
    }

    private static MultipartFormDataContent File(string text) => new() { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "people.csv" } };
}
