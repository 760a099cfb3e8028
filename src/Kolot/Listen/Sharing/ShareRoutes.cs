using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Importing;
using Kolot.Listen.Sending;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sharing;

/// <summary>The page of a survey's ways in, and what is made there.</summary>
public sealed class ShareRoutes(ShareView view, MakeLinks make, Marks marks, Stores stores)
{
    private const int MostBytes = 5 << 20;

    /// <summary>What was typed into the form of one link.</summary>
    /// <param name="Who">For whom.</param>
    /// <param name="Name">How they are called.</param>
    /// <param name="Source">Whose customer numbers these are.</param>
    /// <param name="Days">For how many days.</param>
    public sealed record Typed(string Who, string Name, string Source, int Days);

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}/share", (string code, HttpContext context, ShareView view) => view.Show(context, code)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/share/links", (string code, HttpContext context, Visit visit, ShareRoutes pages) => pages.One(context, visit, code)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/share/file", (string code, HttpContext context, Visit visit, ShareRoutes pages) => pages.File(context, visit, code)).NeedsWholeReach(Right.SetUp)
            .WithFormOptions(multipartBodyLengthLimit: MostBytes).WithMetadata(new RequestSizeLimitAttribute(MostBytes + (1 << 20)));
        organisation.MapPost("/surveys/{code}/share/revocation", (string code, HttpContext context, Visit visit, ShareRoutes pages, Notices notices) => pages.Revoke(context, visit, code, notices)).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> One(HttpContext context, Visit visit, string code)
    {
        var typed = TypedIn(await context.Request.ReadFormAsync(context.RequestAborted));
        if (LinkPerson.Of(typed.Who, typed.Source, typed.Name) is not { } person) return await view.Show(context, code, typed, new Refusal.Invalid("who", "required"));
        var made = await make.Run(visit.Here, code, [person], typed.Days, context.RequestAborted);
        return made.Refusal is { } refusal ? await view.Show(context, code, typed, refusal) : await view.Show(context, code, made: $"{PublicAddress.Of(context)}{visit.Path($"a/{made.Value[0]?.Secret}")}");
    }

    // The secrets are kept nowhere: the file comes back with them, and that is the only time.
    private async Task<IResult> File(HttpContext context, Visit visit, string code)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = TypedIn(form) with { Who = "", Name = "" };
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return await view.Show(context, code, typed, new Refusal.Invalid("file", "required"));
        if (file.Length > MostBytes) return await view.Show(context, code, typed, new Refusal.Invalid("file", "too_large"));
        if (Rows(file) is not { } rows) return await view.Show(context, code, typed, new Refusal.Invalid("file", "no_table"));
        var people = LinkPeople.Read(rows, typed.Source, await Hidden(visit.Here, code, context.RequestAborted));
        if (people.Refusal is { } unread) return await view.Show(context, code, typed, unread);
        var (known, at) = (people.Value.Where(person => person.IsSomebody).ToArray(), 0);
        var made = await make.Run(visit.Here, code, known, typed.Days, context.RequestAborted);
        if (made.Refusal is { } refusal) return await view.Show(context, code, typed, refusal);
        var (home, writer) = ($"{PublicAddress.Of(context)}/{visit.Organisation}", await marks.Of(visit.Here.Organisation, context.RequestAborted));
        var lines = people.Value.Select((person, row) => CsvFile.Line([.. rows[row + 1], .. Ways(home, writer, person, person.IsSomebody ? made.Value[at++] : null)]));
        var text = string.Concat(lines.Prepend(CsvFile.Line([.. rows[0], "link", "stop"])));
        return Results.File([.. CsvFile.Encoding.GetPreamble(), .. CsvFile.Encoding.GetBytes(text)], "text/csv; charset=utf-8", $"{code}-links.csv");
    }

    // Where one answers, and where one ends being asked; nothing for nobody, and for whoever ended it.
    private static string[] Ways(string home, MarkWriter writer, LinkPerson person, MakeLinks.Made? made) =>
        made is null ? ["", ""] : [$"{home}/a/{made.Secret}", StopLinks.At(home, writer, made.Customer, PersonalLinks.AddressOf(person.Customer))];

    private async Task<IResult> Revoke(HttpContext context, Visit visit, string code, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var id = Guid.TryParse(form["id"], out var one) ? one : (Guid?)null;
        var done = await make.Revoke(visit.Here, code, id, context.RequestAborted);
        if (done.Refused) return Results.NotFound();
        notices.Leave(id is null ? Words.RevokedAll : Words.Revoked);
        return Redirects.SeeOther(visit.Path($"surveys/{code}/share#links"));
    }

    private async Task<IReadOnlyList<string>> Hidden(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var content = await (from survey in store.Surveys where survey.Code == code join version in store.SurveyVersions on new { Survey = survey.Id, Number = survey.Asked } equals new { Survey = version.SurveyId, version.Number } select version.Content).SingleOrDefaultAsync(cancel);
        return content is null ? [] : SurveyJson.Read(content)?.Hidden ?? [];
    }

    // Null where it is no table.
    private static string[][]? Rows(IFormFile file)
    {
        using var content = new MemoryStream();
        using (var stream = file.OpenReadStream()) stream.CopyTo(content);
        var start = content.GetBuffer().AsSpan(0, (int)Math.Min(content.Length, 1 << 16));
        try
        {
            content.Position = 0;
            if (!ExcelRows.Begins(start) && NoTable.Begins(start)) return null;
            var encoding = FileEncoding.Guess(start);
            using FileRows rows = ExcelRows.Begins(start) ? new ExcelRows(content) : new DelimitedRows(content, encoding, Delimiter.Guess(Encodings.Of(encoding).GetString(start)));
            return [.. rows.Read().Take(LinkPeople.Most + 2).Select(row => row.Cells)];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static Typed TypedIn(IFormCollection form) => new(
        form["who"].ToString(), form["name"].ToString(), form["source"].ToString().Trim() is { Length: > 0 and <= 40 } source && PlainText.IsSound(source) ? source : "crm",
        int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : -1);
}
