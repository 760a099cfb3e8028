using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kolot.Browser.Tests;

/// <summary>Waits for a page that something led to.</summary>
/// <remarks>
/// The driver's own waiting for an address looks first and listens then: a page that arrives in between is waited for in vain. And a press that leads elsewhere is over for it
/// when the next page begins: what stands further down is not there yet, nor are its scripts. Hence pages are asked themselves, again and again.
/// </remarks>
internal static class Arrivals
{
    /// <summary>Until the window shows an address, whole: * stands for what holds no slash, ** for anything.</summary>
    public static async Task Arrives(this IPage page, string address)
    {
        await Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$"));
        await page.Whole();
    }

    /// <summary>Until the page that is there is there whole, its scripts too.</summary>
    public static Task Whole(this IPage page) => Until(page, "document.readyState === 'complete'");

    /// <summary>Does what leads to another page, and waits until that is there whole, though it may have the same address.</summary>
    public static async Task Leads(this IPage page, Func<Task> press)
    {
        await page.EvaluateAsync("() => { window.leftBehind = true; }");
        await press();
        await Until(page, "document.readyState === 'complete' && !window.leftBehind");
    }

    private static async Task Until(IPage page, string holds)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await Holds(page, holds))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since).TotalMilliseconds < Chromium.Longest, $"No whole page came; {page.Url} is there.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<bool> Holds(IPage page, string holds)
    {
        try
        {
            return await page.EvaluateAsync<bool>(holds);
        }
        catch (PlaywrightException) when (!page.IsClosed)
        {
            // It gave way to another just then.
            return false;
        }
    }
}
