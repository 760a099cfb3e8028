using Kolot.Tests;
using Kolot.Tests.HouseRules;

namespace Kolot.Browser.Tests;

public sealed class KeptTourScratch(CafeInBrowser cafe) : IClassFixture<CafeInBrowser>
{
    [Theory, InlineData("he"), InlineData("en")]
    public async Task Tour(string language)
    {
        var n = cafe.Known["cases/number"];
        var c = $"/{World.Cafe}/cases/{n}";
        var page = await cafe.Visit(Cast.Tamar);
        House.Keeps(await new PageTour(page, language) { Album = "kept" }.Of([c, $"{c}/commitments", $"{c}/commitments/{cafe.Known["commitments/id"]}", $"{c}/restatement", $"{c}/recovery", $"{c}/allowance", $"/{World.Cafe}/commitments", $"/{World.Cafe}/recovery", $"/{World.Cafe}/allowance", $"/{World.Cafe}/top-line", $"/{World.Cafe}/settings/allowance", $"/{World.Cafe}/settings/top-line", $"/{World.Cafe}/contact/case/{cafe.Known["case/secret"]}"]));
    }
}
