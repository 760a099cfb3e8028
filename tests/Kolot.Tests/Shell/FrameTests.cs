using System.Net;
using AngleSharp.Html.Parser;

namespace Kolot.Tests.Shell;

public sealed class FrameTests
{
    [Fact]
    public async Task A_page_is_a_whole_Hebrew_document_read_from_right_to_left_and_leaves_as_Hebrew()
    {
        await using var host = await ShellHost.Open();

        var text = await host.Page("/parts");
        var page = new HtmlParser().ParseDocument(text);

        Assert.StartsWith("<!DOCTYPE html>", text, StringComparison.Ordinal);
        Assert.Equal(("he", "rtl"), (page.DocumentElement.GetAttribute("lang"), page.DocumentElement.GetAttribute("dir")));
        Assert.Contains("דילוג לתוכן", text, StringComparison.Ordinal);
        Assert.Equal("קולות", page.QuerySelector("header.top nav [aria-current=page]")?.TextContent);
        Assert.NotNull(page.QuerySelector("form[action='/sign-out'] input[name=__RequestVerificationToken]"));
    }

    [Fact]
    public async Task The_same_page_speaks_English_when_asked_in_the_address()
    {
        await using var host = await ShellHost.Open();

        var page = new HtmlParser().ParseDocument(await host.Page("/parts?lang=en"));

        Assert.Equal("ltr", page.DocumentElement.GetAttribute("dir"));
        Assert.Equal("Skip to content", page.QuerySelector(".skip")?.TextContent);
    }

    [Fact]
    public async Task A_language_chosen_is_kept_and_leads_back_to_where_it_was_chosen()
    {
        await using var host = await ShellHost.Open();

        using var answer = await host.Post("/language", ("language", "en"), ("back", "/cafe/voices?kind=praise"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/cafe/voices?kind=praise", answer.Headers.Location?.ToString());
        Assert.Contains("kolot-language=en", answer.Headers.GetValues("Set-Cookie").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("")]
    public async Task A_form_sends_nobody_to_another_house(string back)
    {
        await using var host = await ShellHost.Open();

        using var answer = await host.Post("/language", ("language", "en"), ("back", back));

        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_field_that_was_given_wrongly_says_so_to_the_eye_and_to_the_ear()
    {
        await using var host = await ShellHost.Open();

        var page = new HtmlParser().ParseDocument(await host.Page("/parts"));
        var phone = page.QuerySelector("#f-light\\.phone");

        Assert.Equal(("true", "f-light.phone-error"), (phone?.GetAttribute("aria-invalid"), phone?.GetAttribute("aria-describedby")));
        Assert.Equal("המספר אינו נראה כמו מספר טלפון.", page.GetElementById("f-light.phone-error")?.TextContent);
        Assert.NotNull(page.QuerySelector("[role=alert] a[href='#f-light.phone']"));
    }

    [Fact]
    public async Task A_notice_is_shown_once_on_the_page_that_follows()
    {
        await using var host = await ShellHost.Open();
        using var left = await host.Client.GetAsync(new Uri("/leave", UriKind.Relative), TestContext.Current.CancellationToken);
        using var next = new HttpRequestMessage(HttpMethod.Get, left.Headers.Location);
        next.Headers.Add("Cookie", left.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        using var shown = await host.Client.SendAsync(next, TestContext.Current.CancellationToken);
        var page = new HtmlParser().ParseDocument(await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal("הקול נשמר.", page.QuerySelector("main > .toast")?.TextContent);
        Assert.Contains(shown.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("kolot-notice=;", StringComparison.Ordinal));
    }
}
