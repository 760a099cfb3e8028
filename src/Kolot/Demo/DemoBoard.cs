using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Store;

namespace Kolot.Demo;

/// <summary>A board that the demonstration's owner has arranged and shares, so that there is one to look at.</summary>
internal static class DemoBoard
{
    private static readonly (TileShape Shape, int Width, string Query)[] Tiles =
    [
        (TileShape.Figure, 1, "?measure=nps&days=90"), (TileShape.Figure, 1, "?measure=csat&days=90"), (TileShape.Note, 1, ""),
        (TileShape.Course, 3, "?measure=nps&days=365&per=month"), (TileShape.Groups, 2, "?measure=nps&days=180&by=unit"), (TileShape.Distribution, 1, "?measure=nps&days=90"),
    ];

    /// <summary>Plants it.</summary>
    public static void Plant(OrganisationStore store, MemberRow owner, DateTime now)
    {
        var board = new Board { Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)), MemberId = owner.Id, Name = InHebrew(nameof(Words.BoardName)), Shared = true, ChangedAt = now };
        store.Add(board);
        store.AddRange(Tiles.Select((tile, at) => new Tile
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)), BoardId = board.Id, Position = at, Shape = tile.Shape, Width = tile.Width, Query = tile.Query,
            Text = tile.Shape == TileShape.Note ? InHebrew(nameof(Words.BoardNote)) : null,
        }));
    }

    // As all that is said there, whatever language the one speaks who starts it.
    private static string InHebrew(string key) => Words.ResourceManager.GetString(key, CultureInfo.GetCultureInfo("he")) ?? key;
}
