using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.TopLine;

/// <summary>Puts the line to the top into the house.</summary>
public static class TopLineSetup
{
    /// <summary>Registers acts, errands and what follows a case.</summary>
    public static IServiceCollection AddTopLine(this IServiceCollection services) => services
        .AddSingleton<FollowTopLine>().AddSingleton<ICaseFollows>(provider => provider.GetRequiredService<FollowTopLine>()).AddSingleton<IErrandAnswer, RemindOfTopLine>()
        .AddSingleton<SetTopLine>().AddSingleton<TopLineCases>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapTopLine(this RouteGroupBuilder organisation)
    {
        SetTopLine.Map(organisation);
        TopLineCases.Map(organisation);
    }
}
