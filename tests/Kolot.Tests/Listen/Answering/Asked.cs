using AngleSharp.Dom;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Answering;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Answering;

/// <summary>Surveys of the café, published as they stand.</summary>
internal static class Asked
{
    public static readonly Survey OneScreen = new()
    {
        Languages = ["he", "en", "ar", "ru"],
        Title = Wording.Of("איך היה הביקור?", "How was your visit?"),
        Screens =
        [
            new()
            {
                Questions =
                [
                    new() { Key = "score", Kind = QuestionKind.Csat, Headline = true, Needed = Needed.Yes, Text = Wording.Of("עד כמה נהניתם?", "How much did you enjoy it?") },
                    new() { Key = "comment", Kind = QuestionKind.Text, IsComment = true, Text = Wording.Of("ספרו לנו", "Tell us") },
                    new() { Key = "set", Kind = QuestionKind.Statements, Text = Wording.Of("נכון?", "True?"), Choices = [new("fast", Wording.Of("מהיר", "Fast"))] },
                ],
            },
        ],
        Endings =
        [
            new() { ShowIf = Condition.Where("score", Look.AtMost, "2"), Title = Wording.Of("צר לנו", "We are sorry"), Offers = Wish.Call },
            new() { Title = Wording.Of("תודה", "Thank you") },
        ],
    };

    public static readonly Survey TwoScreens = new()
    {
        Languages = ["he"],
        Title = Wording.Of("ביקור", "Visit"),
        Screens =
        [
            new() { Questions = [new() { Key = "came", Kind = QuestionKind.One, Text = Wording.Of("ביקרתם?", "Came?"), Choices = [new("yes", Wording.Of("כן", "Yes")), new("no", Wording.Of("לא", "No"))] }] },
            new() { ShowIf = Condition.Where("came", Look.Is, "yes"), Questions = [new() { Key = "score", Kind = QuestionKind.Csat, Headline = true, Text = Wording.Of("נהניתם?", "Enjoyed?") }] },
        ],
    };

    /// <summary>A file is asked for, on a screen with something that must be answered, and then one more word.</summary>
    public static readonly Survey WithFile = new()
    {
        Languages = ["he", "en"],
        Title = Wording.Of("תקלה", "A fault"),
        Screens =
        [
            new()
            {
                Questions =
                [
                    new() { Key = "score", Kind = QuestionKind.Csat, Headline = true, Needed = Needed.Yes, Text = Wording.Of("כמה זה מפריע?", "How bad is it?") },
                    new() { Key = "photo", Kind = QuestionKind.File, Text = Wording.Of("צילום של התקלה", "A picture of it") },
                ],
            },
            new() { Questions = [new() { Key = "more", Kind = QuestionKind.Line, Text = Wording.Of("עוד משהו?", "Anything else?") }] },
        ],
    };

    public static Task Visit(World world) => Publish(world, "visit", OneScreen);

    public static async Task Publish(World world, string code, Survey survey)
    {
        Assert.Empty(SurveyCheck.FaultsOf(survey));
        await using (var store = await world.Store())
        {
            var row = await store.Surveys.SingleOrDefaultAsync(one => one.Code == code);
            if (row is null)
            {
                var channel = await store.Channels.SingleAsync(one => one.Code == "survey");
                store.Surveys.Add(row = new() { Id = Guid.CreateVersion7(), Code = code, Name = code, Draft = SurveyJson.Write(survey), ChannelId = channel.Id, BegunAt = world.Clock.Now });
            }

            row.Asked++;
            store.SurveyVersions.Add(new() { SurveyId = row.Id, Number = row.Asked, Content = SurveyJson.Write(survey), PublishedAt = world.Clock.Now });
            await store.SaveChangesAsync();
        }

        world.Services.GetRequiredService<AskedSurveys>().Forget(World.Cafe, code);
    }

    /// <summary>Sends a form to where it says.</summary>
    public static async Task<HttpResponseMessage> Send(Visitor phone, (string Name, string Value)[] form) => await (await phone.Client()).PostAsync(
        $"/{World.Cafe}/s/{form.Single(field => field.Name == "code").Value}", new FormUrlEncodedContent(form.Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>What a page's form would send, with some fields filled in.</summary>
    public static (string Name, string Value)[] Form(IDocument page, params (string Name, string Value)[] filled)
    {
        var form = page.QuerySelector("form") ?? throw new InvalidOperationException("The page has no form.");
        var known = form.QuerySelectorAll("input[type=hidden], input[checked], input[type=text][value], textarea").Select(field => (Name: field.GetAttribute("name") ?? "", Value: field.GetAttribute("value") ?? field.TextContent))
            .Where(field => filled.All(one => one.Name != field.Name));
        return [.. known, .. filled, ("code", form.GetAttribute("action")!.Split('/')[^1])];
    }

    /// <summary>Sends the form of a page of ours.</summary>
    public static async Task<HttpResponseMessage> Send(Visitor phone, IDocument page, params (string Name, string Value)[] filled)
    {
        var action = page.QuerySelector("form")?.GetAttribute("action") ?? throw new InvalidOperationException("The page has no form.");
        return await (await phone.Client()).PostAsync(action, new FormUrlEncodedContent(Form(page, filled).Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value))));
    }

    public static string Location(HttpResponseMessage answer) => answer.Headers.Location?.ToString() ?? throw new InvalidOperationException($"{answer.StatusCode} leads nowhere.");
}
