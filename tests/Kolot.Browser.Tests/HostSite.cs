using Kolot.Tests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kolot.Browser.Tests;

/// <summary>Somebody else's site, at an origin of its own, with a survey of the café in its pages.</summary>
internal sealed class HostSite : IAsyncDisposable
{
    private readonly WebApplication app;

    private HostSite(WebApplication app) => this.app = app;

    /// <summary>Its origin.</summary>
    public string Origin => app.Urls.Single();

    /// <summary>Opens it: <c>/inline</c> and <c>/popup</c> with a survey, <c>/contact</c> and <c>/contact-inline</c> with the contact form, in the language that <c>lang</c> says.</summary>
    public static async Task<HostSite> Open(World world)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new HostSite(builder.Build());
        var home = new Uri(world.Address, World.Cafe).ToString();
        site.app.MapGet("/{way}", (string way, string lang) => Results.Content(Page(home, way, lang), "text/html; charset=utf-8"));
        await site.app.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // How what stands there is put into a page: a survey, or the contact form.
    private static string Put(string way, string home) => way switch
    {
        "contact" => $"<p><a id=\"write\" href=\"{home}/contact\">Write to us</a></p>",
        "contact-inline" => "<div data-kolot=\"/contact\" style=\"block-size:60rem\"></div>",
        "inline" => "<div data-kolot=\"branch\" style=\"block-size:40rem\"></div>",
        _ => "",
    };

    private static string Said(string way) => way.StartsWith("contact", StringComparison.Ordinal)
        ? $"{{ contact: true, as: '{(way == "contact" ? "popup" : "inline")}' }}"
        : $"{{ survey: 'branch', as: '{(way == "inline" ? "inline" : "popup")}', on: '{(way == "popup" ? "bought" : "")}' }}";

    // The policy of a careful site: nothing but what the survey needs, and its own small script.
    private static string Page(string home, string way, string language) =>
        $$"""
        <!DOCTYPE html>
        <html lang="{{language}}" dir="{{(language == "he" ? "rtl" : "ltr")}}">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A shop</title>
        <style>div, p { text-align: center !important } iframe { opacity: 1 }</style>
        <script>
          window.shifts = 0; window.longest = 0; window.heard = []; window.finished = [];
          new PerformanceObserver(list => { for (const one of list.getEntries()) window.shifts += one.value; }).observe({ type: 'layout-shift', buffered: true });
          new PerformanceObserver(list => { for (const one of list.getEntries()) window.longest = Math.max(window.longest, one.duration); }).observe({ type: 'longtask', buffered: true });
          addEventListener('message', event => window.heard.push(event.origin + ' ' + event.data.kolot));
          document.addEventListener('kolot:done', event => window.finished.push(event.detail.survey));
        </script></head>
        <body><header>A shop</header><main><h1>A shop</h1><p>Above</p>
        {{Put(way, home)}}
        <p id="below">Below</p></main><footer>2026</footer>
        <script>
          window.kolot ||= (...said) => (kolot.said ||= []).push(said);
          kolot('init', {{Said(way)}});
        </script>
        <script async src="{{home}}/kolot.js"></script></body></html>
        """;
}
