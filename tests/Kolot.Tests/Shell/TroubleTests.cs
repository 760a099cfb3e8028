using System.Net;

namespace Kolot.Tests.Shell;

public sealed class TroubleTests
{
    [Theory]
    [InlineData("/nowhere", 404, "הדף לא נמצא")]
    [InlineData("/closed", 403, "אין הרשאה לדף הזה")]
    [InlineData("/broken", 500, "משהו השתבש אצלנו")]
    [InlineData("/nowhere?lang=en", 404, "This page was not found")]
    [InlineData("/broken?lang=en", 500, "Something went wrong on our side")]
    public async Task Where_there_is_no_page_a_sentence_says_why_in_the_readers_language(string path, int status, string sentence)
    {
        await using var host = await ShellHost.Open();

        using var answer = await host.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(sentence, text, StringComparison.Ordinal);
        Assert.DoesNotContain("a fault", text, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_is_answered_with_problem_details()
    {
        await using var host = await ShellHost.Open();

        using var answer = await host.Client.GetAsync(new Uri("/api/nowhere", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_form_that_does_not_prove_that_it_is_ours_is_refused_even_if_its_route_forgot_to_ask()
    {
        await using var host = await ShellHost.Open();

        using var forged = await host.Post("/act", ("a", "1"));
        using var api = await host.Post("/api/act", ("a", "1"));
        host.Client.DefaultRequestHeaders.Authorization = new("Bearer", "kolot_x");
        using var key = await host.Post("/api/act", ("a", "1"));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.OK), (forged.StatusCode, api.StatusCode, key.StatusCode));
    }

    [Fact]
    public async Task The_stylesheet_is_cached_for_good_under_the_address_of_its_content()
    {
        await using var host = await ShellHost.Open();
        var address = Kolot.Shell.Asset.Url("kolot.css");

        using var answer = await host.Client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("@layer tokens, base, parts, page;", text, StringComparison.Ordinal);
        Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
    }
}
