using Kolot.Respond.Cases;

namespace Kolot.Respond.Afterwards;

/// <summary>Puts into the house what customers are asked once their case is closed.</summary>
public static class AfterwardsSetup
{
    /// <summary>Registers it.</summary>
    public static IServiceCollection AddAfterwards(this IServiceCollection services) => services.AddSingleton<ICaseFollows, TellOfClosing>().AddSingleton<BeginAsking>().AddSingleton<ShowAsked>();

    /// <summary>Maps the page and what it sends.</summary>
    public static void MapAfterwards(this RouteGroupBuilder organisation)
    {
        ShowAsked.Map(organisation);
        BeginAsking.Map(organisation);
    }
}
