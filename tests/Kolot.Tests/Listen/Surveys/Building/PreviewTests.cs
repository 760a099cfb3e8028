using System.Net;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Surveys.Building;

public sealed class PreviewTests
{
    private const string All = $"/{World.Cafe}/surveys";

    [Theory, EveryStore]
    public async Task A_draft_is_walked_to_its_end_as_customers_will_and_nothing_is_kept(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        await BuildSurveyTests.Done(tamar.Post(All, ("ready", "technician"), ("code", "visit")));

        using var first = await tamar.Get($"{All}/visit/preview/walk");
        Assert.Contains("frame-ancestors 'self'", first.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var form = Asked.Form(await Visitor.Read(first), ("on-time", "never"));
        Assert.Contains(form, field => field.Name == SurveyStep.Shown);
        using var lacking = await tamar.Post($"{All}/visit/preview/walk", form);
        Assert.NotNull((await Visitor.Read(lacking)).QuerySelector(".alarm"));
        var second = await Visitor.Read(await tamar.Post($"{All}/visit/preview/walk", [.. form, ("satisfied", "1")]));
        Assert.Equal(["comment"], second.QuerySelectorAll("fieldset").Select(field => field.Id));
        var end = await Visitor.Read(await tamar.Post($"{All}/visit/preview/walk", Asked.Form(second, ("comment", "חיכינו"))));
        Assert.Equal("תודה שסיפרתם לנו", end.QuerySelector("h1")!.TextContent);
        using var wished = await tamar.Post(end.QuerySelector("form")!.GetAttribute("action")!, ("phone", "0541234567"));
        Assert.Equal(HttpStatusCode.OK, wished.StatusCode);

        await using var store = await world.Store();
        Assert.Equal((0, 0), (await store.SurveyResponses.CountAsync(), await store.Voices.CountAsync()));
        using var frame = await tamar.Get($"{All}/visit/preview?as=desktop&in=en");
        Assert.Contains("frame-src 'self'", frame.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.EndsWith("walk?lang=en", (await Visitor.Read(frame)).QuerySelector("iframe.desktop")!.GetAttribute("src"), StringComparison.Ordinal);
        using var garbled = await tamar.Post($"{All}/visit/preview/walk", ("token", "%%%"), ("screen", "0"));
        Assert.Equal(HttpStatusCode.OK, garbled.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_file_of_LimeSurvey_says_what_became_of_each_question_before_anything_is_kept(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        const string File = """
            <?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><languages><language>he</language></languages>
              <groups><rows><row><gid>1</gid></row></rows></groups>
              <questions><rows>
                <row><qid>1</qid><parent_qid>0</parent_qid><gid>1</gid><type>Y</type><title>CAME</title><question>ביקרתם?</question><language>he</language></row>
                <row><qid>2</qid><parent_qid>0</parent_qid><gid>1</gid><type>*</type><title>SUM</title><question>{CAME}</question><language>he</language></row>
              </rows></questions>
              <surveys_languagesettings><rows><row><surveyls_language>he</surveyls_language><surveyls_title>ישן</surveyls_title></row></rows></surveys_languagesettings>
            </document>
            """;

        var read = await Visitor.Read(await Upload(tamar, File));
        Assert.Equal(["CAME", "SUM"], read.QuerySelectorAll(".lssreport tbody th bdi:first-child").Select(code => code.TextContent).Where(code => code.Length < 5));
        await using (var store = await world.Store()) Assert.False(await store.Surveys.AnyAsync());
        await BuildSurveyTests.Done(tamar.Post($"{All}/file", ("json", read.QuerySelector("[name=json]")!.GetAttribute("value")!), ("name", "ישן"), ("code", "old")));
        await using (var store = await world.Store()) Assert.Equal("ביקרתם?", SurveyJson.Read((await store.Surveys.SingleAsync()).Draft)!.Questions.Single().Text.Exactly("he"));

        using var hostile = await Upload(tamar, "<!DOCTYPE document [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" + File[File.IndexOf("<document>", StringComparison.Ordinal)..].Replace("ביקרתם?", "&x;", StringComparison.Ordinal));
        using var other = await Upload(tamar, "<html></html>");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (hostile.StatusCode, other.StatusCode));
    }

    [Theory, EveryStore]
    public async Task A_version_can_be_worked_on_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "ours", Asked.TwoScreens);
        using var tamar = world.As(Cast.Tamar);
        await BuildSurveyTests.Done(tamar.Post($"{All}/ours/questions/came/removal"));

        await BuildSurveyTests.Done(tamar.Post($"{All}/ours/versions/1/draft", ("version", "1")));
        using var stale = await tamar.Post($"{All}/ours/versions/1/draft", ("version", "1"));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(["came", "score"], SurveyJson.Read((await store.Surveys.SingleAsync()).Draft)!.Questions.Select(question => question.Key));
    }

    private static async Task<HttpResponseMessage> Upload(Visitor visitor, string text)
    {
        using var content = new MultipartFormDataContent { { new StringContent(text), "file", "old.lss" } };
        return await visitor.PostFiles($"{All}/file", content);
    }
}
