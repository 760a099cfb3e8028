using Kolot.Organisation;
using Kolot.Respond.Allowances;
using Kolot.Respond.Cases;
using Kolot.Respond.Clocks;
using Kolot.Respond.Commitments;
using Kolot.Respond.Notifications;
using Kolot.Respond.Recovery;
using Kolot.Respond.Restatements;
using Kolot.Respond.Told;
using Kolot.Respond.TopLine;

namespace Kolot.Respond;

/// <summary>Puts responding into the house.</summary>
public static class RespondSetup
{
    /// <summary>Registers its parts.</summary>
    public static IServiceCollection AddRespond(this IServiceCollection services) => services.AddCases().AddClocks().AddNotifications().AddKept();

    /// <summary>Maps its pages and its part of the API.</summary>
    public static WebApplication MapRespond(this WebApplication app)
    {
        app.MapCases();
        app.MapClocks();
        app.MapKept();
        return app;
    }

    // What was promised, understood, put right and given in cases, and what is told of it.
    private static IServiceCollection AddKept(this IServiceCollection services) => services.AddCommitments().AddRestatements().AddRecovery().AddAllowances().AddTold().AddTopLine();

    private static void MapKept(this WebApplication app)
    {
        var organisation = app.MapOrganisation();
        organisation.MapCommitments();
        organisation.MapRestatements();
        organisation.MapRecovery();
        organisation.MapAllowances();
        organisation.MapTopLine();
        StandingRoutes.Map(organisation);
        organisation.MapNotifications();
    }
}
