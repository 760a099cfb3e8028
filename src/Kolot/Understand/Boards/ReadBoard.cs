using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Listen;
using Kolot.Listen.VoiceStream;
using Kolot.Store;
using Kolot.Understand.Scores;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards;

/// <summary>Reads a board that a member sees, counted with that member's reach: whoever arranged it lends nobody their own.</summary>
public sealed class ReadBoard(Stores stores, ReadScores scores, TimeProvider clock)
{
    /// <summary>Reads it; null where there is none for them.</summary>
    public async Task<BoardView?> Run(Member reader, Guid id, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        if (await store.BoardsSeenBy(reader).AsNoTracking().SingleOrDefaultAsync(board => board.Id == id, cancel) is not { } board) return null;
        var tiles = await store.TilesOf(id).AsNoTracking().ToListAsync(cancel);
        var own = board.MemberId == reader.Id;
        return new()
        {
            Board = board,
            By = await store.Members.Where(member => member.Id == board.MemberId).Select(member => member.Name).SingleOrDefaultAsync(cancel) ?? "",
            Own = own,
            Parts = reader.SeesAll ? [] : [.. ScoreAxes.TopsOf(reader, (await StreamNames.OfPlaces(store, cancel)).Units).Select(unit => VoiceWords.Name(unit))],
            At = clock.GetUtcNow().UtcDateTime,
            Tiles = await Count(reader, tiles, zone, cancel),
            Troubled = await Troubled(store, reader, id, own, cancel),
        };
    }

    // Two tiles of one view are one question.
    private async Task<IReadOnlyList<TileView>> Count(Member reader, List<Tile> tiles, TimeZoneInfo zone, CancellationToken cancel)
    {
        var known = await scores.Known(reader, cancel);
        var questions = tiles.Where(tile => tile.Shape != TileShape.Note && TileQuery.IsKnown(tile.Query, known)).GroupBy(tile => tile.Query)
            .Select(same => (Address: same.Key, Parts: same.Aggregate(ScoreParts.Whole, (parts, tile) => parts | PartsOf(tile.Shape)))).ToArray();
        var views = await scores.Several(reader, [.. questions.Select(one => (TileQuery.Read(one.Address), one.Parts))], zone, cancel);
        var told = questions.Zip(views).ToDictionary(one => one.First.Address, one => one.Second);
        return [.. tiles.Select(tile => tile switch
        {
            { Shape: TileShape.Note } => new TileView(tile, null, TileWhy.Counts),
            _ when !told.TryGetValue(tile.Query, out var view) => new TileView(tile, null, TileWhy.Unknown),
            _ => IsBeyond(reader, told[tile.Query]) ? new(tile, null, TileWhy.Beyond) : new TileView(tile, told[tile.Query], TileWhy.Counts),
        })];
    }

    private static ScoreParts PartsOf(TileShape shape) => shape switch { TileShape.Course => ScoreParts.Course, TileShape.Groups => ScoreParts.Groups, _ => ScoreParts.Whole };

    // What a reader may not know narrows nothing: the number would be another than the tile says.
    private static bool IsBeyond(Member reader, ScoreView view)
    {
        var query = view.Query;
        var ofCustomers = query.Attributes.Count > 0 || query.By?.StartsWith(ScoreQuery.Attribute, StringComparison.Ordinal) == true;
        if (ofCustomers && !reader.May(Right.ReadCustomers)) return true;
        return ScoreAxes.IsBeyond(reader, query, [.. view.Names.Units]);
    }

    private static async Task<int> Troubled(OrganisationStore store, Member reader, Guid board, bool own, CancellationToken cancel)
    {
        var letters = store.Letters.Where(letter => letter.BoardId == board && (own || letter.MemberId == reader.Id));
        if (await letters.MaxAsync(letter => (DateTime?)letter.Occasion, cancel) is not { } last) return 0;
        return await letters.CountAsync(letter => letter.Occasion == last && (letter.Mail == MailState.Refused || letter.Mail == MailState.Uncertain), cancel);
    }
}
