using Kolot.Understand.Boards.Letters;

namespace Kolot.Understand.Boards;

/// <summary>Puts boards into the house.</summary>
public static class BoardsSetup
{
    /// <summary>Registers what reads and changes boards.</summary>
    public static IServiceCollection AddBoards(this IServiceCollection services) => services
        .AddSingleton<ReadBoard>().AddScoped<ShowBoards>().AddSingleton<MakeBoard>().AddSingleton<ChangeBoard>().AddSingleton<RemoveBoard>()
        .AddSingleton<AddTile>().AddSingleton<ChangeTile>().AddSingleton<OrderTile>().AddLetters();

    /// <summary>Maps their pages and what these send.</summary>
    public static void MapBoards(this RouteGroupBuilder organisation)
    {
        ShowBoards.Map(organisation);
        MakeBoard.Map(organisation);
        AddTile.Map(organisation);
        ShowBoard.Map(organisation);
        ChangeBoard.Map(organisation);
        RemoveBoard.Map(organisation);
        ChangeTile.Map(organisation);
        OrderTile.Map(organisation);
        organisation.MapLetters();
    }
}
