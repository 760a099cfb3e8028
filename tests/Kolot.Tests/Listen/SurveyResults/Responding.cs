using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Answering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.SurveyResults;

/// <summary>A survey of the café's branch in Haifa, and people who answer it.</summary>
internal static class Responding
{
    public const string Code = "haifa";
    public const string Results = $"/{World.Cafe}/surveys/{Code}/results";

    public static readonly Survey Survey = new()
    {
        Languages = ["he", "en"],
        Title = Wording.Of("איך היה?", "How was it?"),
        Screens =
        [
            new()
            {
                Questions =
                [
                    Asked("recommend", QuestionKind.Nps, "עד כמה תמליצו?", "Would you recommend us?") with { Headline = true },
                    Asked("liked", QuestionKind.Several, "מה אהבתם?", "What did you like?") with { Choices = [new("coffee", Wording.Of("הקפה", "The coffee")), new("staff", Wording.Of("הצוות", "The staff"))] },
                ],
            },
            new()
            {
                Questions =
                [
                    Asked("set", QuestionKind.Statements, "נכון?", "True?") with { Choices = [new("fast", Wording.Of("מהיר", "Fast"))] },
                    Asked("comment", QuestionKind.Text, "ספרו לנו", "Tell us") with { IsComment = true },
                ],
            },
        ],
    };

    /// <summary>Publishes it for the branch in Haifa.</summary>
    public static async Task Ask(World world)
    {
        await Kolot.Tests.Listen.Answering.Asked.Publish(world, Code, Survey);
        var haifa = await world.Unit("haifa");
        await using var store = await world.Store();
        await store.Surveys.Where(survey => survey.Code == Code).ExecuteUpdateAsync(set => set.SetProperty(survey => survey.UnitId, haifa));
        world.Services.GetRequiredService<AskedSurveys>().Forget(World.Cafe, Code);
    }

    /// <summary>Somebody answers the first screen, and where they have more to say the second.</summary>
    public static async Task Answer(World world, string score, string[] liked, (string Fast, string Words)? more, string way = "link")
    {
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/{Code}?way={way}");
        using var first = await Send(phone, Kolot.Tests.Listen.Answering.Asked.Form(page, [("recommend", score), .. liked.Select(one => ("liked", one))]));
        if (more is not { } said) return;
        using var second = await Send(phone, Kolot.Tests.Listen.Answering.Asked.Form(await phone.Page(Kolot.Tests.Listen.Answering.Asked.Location(first)), ("set.fast", said.Fast), ("comment", said.Words)));
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, second.StatusCode);
    }

    /// <summary>Six who finish, two of them for the coffee alone, and one who leaves after the first screen.</summary>
    public static async Task Week(World world)
    {
        await Ask(world);
        await Answer(world, "10", ["coffee", "staff"], ("5", "מקום חם"));
        await Answer(world, "9", ["coffee"], ("4", "=1+1"));
        await Answer(world, "9", ["coffee"], ("4", "טעים, \"מאוד\""));
        await Answer(world, "7", ["staff"], ("3", "בסדר"), "qr");
        await Answer(world, "6", [], ("2", "איטי"), "qr");
        await Answer(world, "3", [], ("1", "לא נחזור"), "qr");
        await Answer(world, "2", ["coffee"], null);
    }

    private static Question Asked(string key, QuestionKind kind, string hebrew, string english) => new() { Key = key, Kind = kind, Text = Wording.Of(hebrew, english) };

    private static async Task<HttpResponseMessage> Send(Visitor phone, (string Name, string Value)[] form) =>
        await (await phone.Client()).PostAsync($"/{World.Cafe}/s/{Code}", new FormUrlEncodedContent(form.Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
