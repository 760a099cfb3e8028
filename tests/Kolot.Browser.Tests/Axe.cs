using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>What axe finds fault with on a page as it stands.</summary>
/// <remarks>
/// Its script is read into a page once, however often the page is looked at, and tells only what is wrong: the package would read it in twice for each look,
/// and tell of all that is well too. A page with frames is left to the package, which looks into them.
/// </remarks>
internal static class Axe
{
    /// <summary>What is of colours alone.</summary>
    public static readonly string[] Colours = ["color-contrast", "link-in-text-block"];

    private const string Look =
        """
        async rules => {
          const found = await axe.run(document, { resultTypes: ['violations'], selectors: false, ...(rules.length ? { runOnly: { type: 'rule', values: rules } } : {}) });
          return found.violations.map(fault => `${fault.id}: ${fault.help}: ${fault.nodes.slice(0, 3).map(node => node.html).join('; ')}`);
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Looks by some rules, or by all.</summary>
    public static async Task<IReadOnlyList<string>> Faults(IPage page, params string[] rules)
    {
        if (page.Frames.Count > 1)
        {
            var only = rules.Length > 0 ? new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "rule", Values = [.. rules] } } : null;
            return [.. (await page.RunAxe(only)).Violations.Select(fault => $"{fault.Id}: {fault.Help}: {string.Join("; ", fault.Nodes.Take(3).Select(node => node.Html))}")];
        }

        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Script);
        return await page.EvaluateAsync<string[]>(Look, rules);
    }
}
