using Microsoft.Playwright;

[assembly: CaptureConsole]
[assembly: AssemblyFixture(typeof(Kolot.Browser.Tests.Chromium))]

namespace Kolot.Browser.Tests;

/// <summary>One browser for all tests; where there is none, the tests that need it are skipped and say so.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>By which it finds this machine without holding it for a safe place, as it does by its number.</summary>
    public const string Unsecured = "unsecured.example";

    /// <summary>On a machine that does much else a page may be long in coming, in milliseconds; nothing is waited for longer than it takes.</summary>
    public const float Longest = 90_000;

    private const string Setting = "KOLOT_CHROMIUM";

    private static readonly string[] Quiet =
    [
        "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        $"--host-resolver-rules=MAP {Unsecured} 127.0.0.1",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    private static string Path => Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } set ? set : "/usr/bin/chromium";

    /// <summary>Whether there is one.</summary>
    public bool IsThere => browser is not null;

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Path)) return;
        // What is expected of a page has a patience of its own, of five seconds.
        Assertions.SetDefaultExpectTimeout(Longest);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Path, Args = Quiet });
    }

    /// <summary>A window with cookies of its own.</summary>
    public async Task<IBrowserContext> Window(Uri address, int width = 1440, ColorScheme scheme = ColorScheme.Light, bool scripts = true)
    {
        Assert.SkipWhen(browser is null, $"Chromium is not there: install it, or name it by {Setting}.");
        var window = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            Locale = "he-IL",
            TimezoneId = "Asia/Jerusalem",
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
            ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 900 },
        });
        window.SetDefaultTimeout(Longest);
        return window;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
