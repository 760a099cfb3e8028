using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Clocks;

/// <summary>Puts the clocks of cases into the house.</summary>
public static class ClocksSetup
{
    /// <summary>Registers what has them run, and what tells of them.</summary>
    public static IServiceCollection AddClocks(this IServiceCollection services) => services
        .AddSingleton<KnownTimes>().AddSingleton<ICaseFollows, FollowClocks>()
        .AddSingleton<SweepClocks>().AddSingleton<IErrandAnswer>(provider => provider.GetRequiredService<SweepClocks>()).AddSingleton<IErrandAnswer, ReckonAnew>()
        .AddSingleton<SetTimes>().AddSingleton<TimesView>().AddSingleton<ShowClocks>().AddSingleton<NoteDone>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapClocks(this WebApplication app)
    {
        var organisation = app.MapOrganisation();
        SetTimes.Map(organisation);
        NoteDone.Map(organisation);
    }
}
