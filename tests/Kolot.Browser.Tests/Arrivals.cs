using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Kolot.Browser.Tests;

/// <summary>Waits for a page that something led to.</summary>
/// <remarks>The driver's own waiting for an address looks first and listens then: a page that arrives in between is waited for in vain. Hence it is asked again and again.</remarks>
internal static class Arrivals
{
    private const float Longest = 90_000;

    /// <summary>Until the window shows an address, whole: * stands for what holds no slash, ** for anything.</summary>
    public static async Task Arrives(this IPage page, string address)
    {
        await Expect(page).ToHaveURLAsync(new Regex("^" + Regex.Escape(address).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$"), new() { Timeout = Longest });
        while (!await Whole(page)) await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private static async Task<bool> Whole(IPage page)
    {
        try
        {
            return await page.EvaluateAsync<bool>("document.readyState === 'complete'");
        }
        catch (PlaywrightException) when (!page.IsClosed)
        {
            // It gave way to another just then.
            return false;
        }
    }
}
