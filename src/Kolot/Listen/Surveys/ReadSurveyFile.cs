using System.Text;
using System.Xml;
using System.Xml.Linq;
using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Lss;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Kolot.Listen.Surveys;

/// <summary>Begins a survey from a file: one of Kolot's own, or one of LimeSurvey. What became of it is shown before anything is kept.</summary>
public sealed class ReadSurveyFile(AskSurvey ask, Notices notices)
{
    private const int LongestJsonInForm = SurveyJson.Longest * 2;

    // No document type, no entities, nothing fetched; as much as fits.
    private static readonly XmlReaderSettings Careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LssFile.Largest, IgnoreComments = true, IgnoreProcessingInstructions = true };

    /// <summary>What a file holds.</summary>
    /// <param name="Survey">The draft.</param>
    /// <param name="Lss">What became of a LimeSurvey file; null of one of ours.</param>
    public sealed record Held(Survey Survey, LssSurvey? Lss);

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/file", () => Page(null, new(null, null, null, null), null)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/file", (HttpContext context, Visit visit, ReadSurveyFile act) => act.Post(context, visit))
            .NeedsWholeReach(Right.SetUp).WithFormOptions(multipartBodyLengthLimit: LssFile.Largest + (1 << 20), valueLengthLimit: LongestJsonInForm).WithMetadata(new RequestSizeLimitAttribute(LssFile.Largest + (2 << 20)));
    }

    /// <summary>Reads a file.</summary>
    public static Result<Held> Read(string text)
    {
        if (!text.TrimStart('\uFEFF', ' ', '\n', '\r', '\t').StartsWith('<')) return SurveyJson.Read(text) is { } survey ? new Held(survey, null) : new Refusal.Invalid("file", "not_a_survey");
        try
        {
            using var reader = XmlReader.Create(new StringReader(text.TrimStart('\uFEFF', ' ', '\n', '\r', '\t')), Careful);
            return XDocument.Load(reader).Root is { } root && LssFile.Read(root) is { } lss ? new Held(lss.Survey, lss) : new Refusal.Invalid("file", "not_a_survey");
        }
        catch (XmlException)
        {
            return new Refusal.Invalid("file", "not_a_survey");
        }
    }

    private async Task<IResult> Post(HttpContext context, Visit visit)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var beginning = new AskSurvey.Beginning(form["name"], form["code"], null, form["json"]);
        // The second time what was read comes along.
        if (!string.IsNullOrEmpty(beginning.Json)) return await Begin(visit, beginning, context.RequestAborted);
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return Page(null, beginning, new Refusal.Invalid("file", "required"));
        if (file.Length > LssFile.Largest) return Page(null, beginning, new Refusal.Invalid("file", "too_large"));
        using var reading = new StreamReader(file.OpenReadStream(), Encoding.UTF8);
        var read = Read(await reading.ReadToEndAsync(context.RequestAborted));
        if (read.Refusal is { } refusal) return Page(null, beginning, refusal);
        var title = read.Value.Survey.Title.For(Language.Here, read.Value.Survey.Languages);
        var name = string.IsNullOrWhiteSpace(beginning.Name) ? title[..Math.Min(title.Length, AskSurvey.LongestName)] : beginning.Name;
        return Page(read.Value, beginning with { Name = name, Json = SurveyJson.Write(read.Value.Survey) }, null);
    }

    private async Task<IResult> Begin(Visit visit, AskSurvey.Beginning beginning, CancellationToken cancel)
    {
        var begun = await ask.Begin(visit.Here, beginning, cancel);
        if (begun.Refusal is { } refusal) return Page(SurveyJson.Read(beginning.Json ?? "") is { } survey ? new(survey, null) : null, beginning, refusal);
        notices.Leave(Words.Begun);
        return Redirects.SeeOther(visit.Path($"surveys/{begun.Value.Code}"));
    }

    private static RazorComponentResult<FilePage> Page(Held? held, AskSurvey.Beginning typed, Refusal? refusal) =>
        new(new { Held = held, Typed = typed, Faults = Faults.Of(refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(refusal) };
}
