using Kolot.Organisation;
using Kolot.Respond.Afterwards;
using Kolot.Respond.Allowances;
using Kolot.Respond.Attached;
using Kolot.Respond.Cases;
using Kolot.Respond.Clocks;
using Kolot.Respond.Commitments;
using Kolot.Respond.Effectiveness;
using Kolot.Respond.Lessons;
using Kolot.Respond.Notifications;
using Kolot.Respond.Presence;
using Kolot.Respond.Recovery;
using Kolot.Respond.Relations;
using Kolot.Respond.Restatements;
using Kolot.Respond.Snippets;
using Kolot.Respond.Told;
using Kolot.Respond.TopLine;

namespace Kolot.Respond;

/// <summary>Puts responding into the house.</summary>
public static class RespondSetup
{
    /// <summary>Registers its parts.</summary>
    public static IServiceCollection AddRespond(this IServiceCollection services) => services.AddCases().AddClocks().AddNotifications().AddKept().AddHands();

    /// <summary>Maps its pages and its part of the API.</summary>
    public static WebApplication MapRespond(this WebApplication app)
    {
        app.MapCases();
        app.MapClocks();
        app.MapKept();
        app.MapHands();
        return app;
    }

    // What was promised, understood, put right and given in cases, and what is told of it.
    private static IServiceCollection AddKept(this IServiceCollection services) => services.AddCommitments().AddRestatements().AddRecovery().AddAllowances().AddTold().AddTopLine().AddEffectiveness().AddLessons().AddAfterwards();

    private static void MapKept(this WebApplication app)
    {
        var organisation = app.MapOrganisation();
        organisation.MapCommitments();
        organisation.MapRestatements();
        organisation.MapRecovery();
        organisation.MapAllowances();
        organisation.MapTopLine();
        ListCounted.Map(organisation);
        organisation.MapLessons();
        organisation.MapAfterwards();
        StandingRoutes.Map(organisation);
        organisation.MapNotifications();
        MapApiOf(app.MapApi().WithTags("Cases"));
    }

    // What stands around a case, for programs.
    private static void MapApiOf(RouteGroupBuilder api)
    {
        ClosureApi.Map(api);
        ClocksApi.Map(api);
        RestatementsApi.Map(api);
        CommitmentsApi.Map(api);
        RecoveryApi.Map(api);
        AllowanceApi.Map(api);
        LessonsApi.Map(api);
    }

    // What members have at hand at a case: who else is there, ready words, files, what cases have to do with each other.
    private static IServiceCollection AddHands(this IServiceCollection services) => services.AddPresence().AddSnippets().AddAttached().AddRelations();

    private static void MapHands(this WebApplication app)
    {
        var organisation = app.MapOrganisation();
        BePresent.Map(organisation);
        organisation.MapSnippets();
        organisation.MapAttached();
        organisation.MapRelations();
    }
}
