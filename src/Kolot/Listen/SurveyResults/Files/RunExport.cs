using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Store;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>Writes the file of an export, page by page, with what whoever asked for it may read.</summary>
public sealed class RunExport(ExportFiles files, Stores stores, ResponseReading reading, EntranceMembers members)
{
    private const int NotedEach = 5_000;

    /// <summary>Writes it, unless it is written or was removed.</summary>
    public async Task Run(string organisation, Guid id, CancellationToken cancel)
    {
        if (await files.Find(organisation, id, cancel) is not { State: ExportState.Writing } export) return;
        await files.Begin(organisation, id, cancel);
        // Who left since then is handed nothing out.
        if (await members.Find(organisation, export.By, cancel) is not { } by || !by.May(Right.ReadVoices) || await Survey(by, export, cancel) is not { } survey)
        {
            await Fail(organisation, id, cancel);
            return;
        }

        var sheet = new ExportSheet(survey, export, (await members.FaceOf(organisation, cancel)).TimeZone);
        export = export with { Of = await reading.Count(by, survey.Row, Narrow, cancel) };
        var widths = new SavWidths(sheet);
        if (export.Format == ExportFormat.Sav)
            await foreach (var page in reading.All(by, survey.Row, Narrow, cancel))
                foreach (var seen in page) widths.See(sheet.RowOf(seen));
        await Write((by, survey.Row), export, (sheet, widths), cancel);

        IQueryable<SurveyResponse> Narrow(IQueryable<SurveyResponse> responses) => export.Query.Of(responses, sheet.Zone);
    }

    /// <summary>Says that it could not be written.</summary>
    public async Task Fail(string organisation, Guid id, CancellationToken cancel)
    {
        if (await files.Find(organisation, id, cancel) is not { } export) return;
        await files.Begin(organisation, id, cancel);
        await files.Note(organisation, export with { State = ExportState.Failed }, cancel);
    }

    private async Task Write((Member By, SurveyRow Survey) of, SurveyExport export, (ExportSheet Sheet, SavWidths Widths) what, CancellationToken cancel)
    {
        var organisation = of.By.Organisation;
        await using var file = new PartWriting();
        Task<bool> Keep(int number, byte[] part) => files.Add(organisation, export.Id, number, part, cancel);
        using (var writer = Writer(file, export.Format, what.Sheet, what.Widths))
        {
            await foreach (var page in reading.All(of.By, of.Survey, responses => export.Query.Of(responses, what.Sheet.Zone), cancel))
            {
                foreach (var seen in page) writer.Write(what.Sheet.RowOf(seen));
                export = export with { Rows = export.Rows + page.Count, Bytes = file.Length };
                // Removed meanwhile: whatever was written goes with it.
                if (!await file.HandOver(Keep)) return;
                if (export.Rows / NotedEach == (export.Rows - page.Count) / NotedEach) continue;
                if (!await files.Note(organisation, export, cancel)) return;
                NativeMemory.GiveBack();
            }
        }

        if (await file.HandOverLast(Keep)) await files.Note(organisation, export with { State = ExportState.Ready, Bytes = file.Length, Of = export.Rows }, cancel);
    }

    private async Task<ReadSurvey?> Survey(Member by, SurveyExport export, CancellationToken cancel)
    {
        await using var store = await stores.Open(by.Organisation, cancel);
        return await ReadSurvey.Load(store, by, export.Code, cancel);
    }

    private static IResponseWriter Writer(Stream file, ExportFormat format, ExportSheet sheet, SavWidths widths) => format switch
    {
        ExportFormat.Csv => new CsvResponses(file, sheet),
        ExportFormat.Xlsx => new XlsxResponses(file, sheet),
        ExportFormat.Sav => new SavResponses(file, sheet, widths),
        _ => new JsonResponses(file, sheet),
    };
}
