using Kolot.Listen.Forgetting;
using Kolot.Organisation;
using Kolot.Organisation.Retention;
using Kolot.Store;

namespace Kolot.Respond.Cases;

/// <summary>Puts cases into the house.</summary>
public static class CasesSetup
{
    /// <summary>Registers acts, errands, and what is held.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<CaseSteps>().AddSingleton<OpenCase>()
        .AddSingleton<IErrandAnswer, FollowVoices>().AddSingleton<IErrandAnswer, CasesOfLeavers>()
        .AddSingleton<IKeptKind, KeptCases>().AddSingleton<IHeldBeside, HeldCases>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapCases(this WebApplication app)
    {
        CasesApi.Map(app.MapApi().WithTags("Cases"));
    }
}
