using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Effectiveness;

/// <summary>Puts into the house what closed cases tell the scores.</summary>
public static class EffectivenessSetup
{
    /// <summary>Registers what follows a case.</summary>
    public static IServiceCollection AddEffectiveness(this IServiceCollection services) => services.AddSingleton<ICaseFollows, FollowOutcomes>().AddSingleton<IErrandAnswer, LookAgain>().AddSingleton<ListCounted>();
}
