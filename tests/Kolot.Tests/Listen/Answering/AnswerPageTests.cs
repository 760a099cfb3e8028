using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Answering;

/// <summary>The page itself, as it leaves the house.</summary>
public sealed class AnswerPageTests
{
    [Theory]
    [InlineData("he", "rtl")]
    [InlineData("ar", "rtl")]
    [InlineData("en", "ltr")]
    [InlineData("ru", "ltr")]
    public async Task The_page_is_one_small_file_in_each_language_that_allows_no_script_of_others(string language, string direction)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await Asked.Visit(world);
        using var phone = world.Nobody();

        using var answer = await phone.Get($"/{World.Cafe}/s/visit?lang={language}");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var page = await Visitor.Read(answer);

        Assert.Equal((language, direction), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.Empty(page.QuerySelectorAll("link:not([href^='data:']), script, img"));
        Assert.Contains("style-src 'sha256-", answer.Headers.GetValues("Content-Security-Policy").Single());
        using var packed = new MemoryStream();
        await using (var zip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal)) await zip.WriteAsync(bytes);
        Assert.InRange(packed.ToArray().Length, 1, 14_000);
    }

    [Theory]
    [InlineData("he", "עוד לא נענתה אף שאלה")]
    [InlineData("en", "Nothing was answered yet")]
    [InlineData("ar", "لم تتم الإجابة عن أي سؤال بعد")]
    [InlineData("ru", "Пока нет ни одного ответа")]
    public async Task Who_sends_nothing_is_told_so_in_their_own_language_and_led_to_the_first_question(string language, string told)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await Asked.Publish(world, "free", new() { Languages = ["he", "en", "ar", "ru"], Title = Wording.Of("חופשי", "Free"), Screens = [new() { Questions = [new() { Key = "why", Kind = QuestionKind.Text, IsComment = true, Text = Wording.Of("למה?", "Why?") }] }] });
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/free?lang={language}");
        using var sent = await (await phone.Client()).PostAsync($"/{World.Cafe}/s/free?lang={language}", new FormUrlEncodedContent(Asked.Form(page).Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value))));
        var back = await Visitor.Read(sent);

        var link = back.QuerySelector("#alarm a");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, told, "#why"), (sent.StatusCode, link?.TextContent, link?.GetAttribute("href")));
        Assert.Equal(language is "ar" or "ru", back.QuerySelector("legend bdi") is not null);
    }

    [Theory, EveryStore]
    public async Task A_page_that_is_the_same_for_all_is_drawn_once_and_each_who_opens_it_gets_a_token_of_their_own_packed_or_not(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        async Task<string> Open(string? packing)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/{World.Cafe}/s/visit?lang=en");
            if (packing is not null) request.Headers.AcceptEncoding.ParseAdd(packing);
            using var answer = await (await world.Nobody().Client()).SendAsync(request);
            Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync()).Length);
            await using var body = await answer.Content.ReadAsStreamAsync();
            await using var read = packing is null ? body : new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress);
            using var text = new StreamReader(read);
            return await text.ReadToEndAsync();
        }

        string[] pages = [await Open(null), await Open("gzip"), await Open("gzip"), await Open(null)];

        string[] tokens = [.. pages.Select(page => System.Text.RegularExpressions.Regex.Match(page, "name=\"token\" value=\"([^\"]+)\"").Groups[1].Value)];
        Assert.Equal(4, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.True(token.Length > 60));
        Assert.Single(pages.Zip(tokens, (page, token) => page.Replace(token, "", StringComparison.Ordinal)).Distinct());
    }
}
