using Kolot.Core.Calendars;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Respond.Afterwards;
using Kolot.Store;
using Kolot.Tests;
using Kolot.Tests.Listen.Contact;
using Kolot.Tests.Listen.Sending;
using Kolot.Tests.Outside.Mail;
using Kolot.Tests.Respond.Clocks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Browser.Tests;

/// <summary>The café on a Monday morning, with a mail server, a survey of its branch in Haifa, and a customer who has a link to it.</summary>
internal static class StoryInBrowser
{
    private static readonly TimeSpan LongestForMail = TimeSpan.FromMinutes(3);

    /// <summary>Opens it.</summary>
    /// <returns>The café, and the path of the customer's link.</returns>
    public static async Task<(World World, string Link)> Open(FakeMailServer server, string customer)
    {
        var world = await World.Listening(populated: true, Campaigns.Settings);
        world.Clock.Advance(Morning(world.Clock.Now) - world.Clock.Now);
        await world.AlwaysThere();
        await Campaigns.Hours(world, new SendingHours(Opening.Hours(0, 24), Opening.Hours(0, 24), Opening.Hours(0, 24), false));
        await Campaigns.MailBy(world, server);
        var (now, haifa) = (world.Clock.Now, await world.Unit("haifa"));
        await using var store = await world.Store();
        var who = Guid.CreateVersion7(now);
        store.Customers.Add(new() { Id = who, Source = "crm", SourceId = "7733", Name = customer, KeptAt = now });
        store.Identities.Add(new() { Id = Guid.CreateVersion7(now), CustomerId = who, Kind = "mail", Value = "guest@example.com" });
        await store.SaveChangesAsync();
        await SurveysInBrowser.Ask(store, now);
        await store.Surveys.ExecuteUpdateAsync(set => set.SetProperty(survey => survey.UnitId, haifa));
        var secret = await SurveysInBrowser.Link(store, now);
        await SurveysInBrowser.Ask(store, now, "trust");
        store.Campaigns.Add(new()
        {
            Id = Guid.CreateVersion7(now), Name = "אחרי תיקון", SurveyId = await store.Surveys.Where(survey => survey.Code == "trust").Select(survey => survey.Id).SingleAsync(), Ways = "mail", Attributes = "{}",
            Occasion = Occasion.Event, EventKind = ReadyAsking.Trust.Event, State = CampaignState.Running, BegunAt = now, StartedAt = now, Version = 1,
        });
        await store.SaveChangesAsync();
        return (world, $"/{World.Cafe}/a/{secret}");
    }

    /// <summary>Somebody reads their mail in a language.</summary>
    public static async Task Reads(World world, Person person, string language)
    {
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        await directory.Users.Where(user => user.Email == person.Mail).ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, language));
    }

    /// <summary>The newest mail that says something, in words: waited for, for mail takes its time.</summary>
    public static async Task<string> Mail(FakeMailServer server, string says)
    {
        for (var since = TimeProvider.System.GetUtcNow().UtcDateTime; TimeProvider.System.GetUtcNow().UtcDateTime - since < LongestForMail; await Task.Delay(200))
            if (server.Mails.ToArray().Reverse().Select(AnsweredEnquiryTests.Text).FirstOrDefault(mail => mail.Contains(says, StringComparison.Ordinal)) is { } found) return found;

        Assert.Fail($"No mail that says \"{says}\" came.");
        return "";
    }

    /// <summary>The path of the newest link of some kind that was mailed to the customer: waited for, for mail takes its time.</summary>
    public static async Task<string> Mailed(FakeMailServer server, string kind)
    {
        for (var since = TimeProvider.System.GetUtcNow().UtcDateTime; TimeProvider.System.GetUtcNow().UtcDateTime - since < LongestForMail; await Task.Delay(200))
        {
            var lines = server.Mails.ToArray().Reverse().SelectMany(mail => AnsweredEnquiryTests.Text(mail).Split('\n'));
            if (lines.Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith("http", StringComparison.Ordinal) && line.Contains(kind, StringComparison.Ordinal)) is { } link) return new Uri(link).PathAndQuery;
        }

        Assert.Fail($"No mail with {kind} came.");
        return "";
    }

    // The next Monday at nine, where the café is: tomorrow is a day like others.
    private static DateTime Morning(DateTime now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        var day = TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date.AddDays(1);
        while (day.DayOfWeek != DayOfWeek.Monday) day = day.AddDays(1);
        return TimeZoneInfo.ConvertTimeToUtc(day.AddHours(9), zone);
    }
}
