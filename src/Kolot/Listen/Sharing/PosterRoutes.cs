using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sharing;

/// <summary>A survey's address to be printed and hung up: a poster, and the code alone as a picture.</summary>
public static class PosterRoutes
{
    /// <summary>What a poster shows.</summary>
    /// <param name="Code">The survey's code.</param>
    /// <param name="Survey">What is asked.</param>
    /// <param name="Language">In which language.</param>
    /// <param name="Address">Where.</param>
    /// <param name="Colour">The organisation's colour.</param>
    public sealed record Poster(string Code, Survey Survey, string Language, string Address, string Colour)
    {
        /// <summary>Where one comes from, and what that is called; null for the survey's ways in.</summary>
        public (string Path, string Label)? Back { get; init; }

        /// <summary>What stands in the address besides the language, with an ampersand before it.</summary>
        public string Along { get; init; } = "";
    }

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}/poster", Show).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/surveys/{code}/qr.svg", (string code, HttpContext context, Visit visit, Stores stores) => Draw(code, context, visit, stores, address => (System.Text.Encoding.UTF8.GetBytes(QrPicture.Svg(address)), "image/svg+xml", "svg"))).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/surveys/{code}/qr.png", (string code, HttpContext context, Visit visit, Stores stores) => Draw(code, context, visit, stores, address => (QrPicture.Png(address), "image/png", "png"))).NeedsWholeReach(Right.SetUp);
    }

    private static async Task<IResult> Show(string code, HttpContext context, Visit visit, Stores stores)
    {
        var cancel = context.RequestAborted;
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var content = await (from survey in store.Surveys where survey.Code == code join version in store.SurveyVersions on new { Survey = survey.Id, Number = survey.Asked } equals new { Survey = version.SurveyId, version.Number } select version.Content).SingleOrDefaultAsync(cancel);
        if (content is null || SurveyJson.Read(content) is not { } asked) return Results.NotFound();
        var colour = await store.Profiles.Select(profile => profile.Colour).FirstOrDefaultAsync(cancel) ?? "#171b24";
        var wished = context.Request.Query["in"].ToString();
        var language = asked.Languages.Contains(wished) ? wished : asked.Languages.Contains(Language.Here) ? Language.Here : asked.Languages[0];
        return new RazorComponentResult<PosterPage>(new { View = new Poster(code, asked, language, AddressOf(context, visit, code), colour) });
    }

    private static async Task<IResult> Draw(string code, HttpContext context, Visit visit, Stores stores, Func<string, (byte[] Bytes, string Type, string Ending)> draw)
    {
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        if (!await store.Surveys.AnyAsync(survey => survey.Code == code, context.RequestAborted)) return Results.NotFound();
        var (bytes, type, ending) = draw($"{AddressOf(context, visit, code)}?way=qr");
        return Results.File(bytes, type, $"{code}-qr.{ending}");
    }

    private static string AddressOf(HttpContext context, Visit visit, string code) => $"{PublicAddress.Of(context)}{visit.Path($"s/{code}")}";
}
