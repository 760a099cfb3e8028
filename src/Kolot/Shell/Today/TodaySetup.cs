using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Shell.Today;

/// <summary>Puts the page of the day into the house.</summary>
public static class TodaySetup
{
    /// <summary>Registers what reads it.</summary>
    public static IServiceCollection AddToday(this IServiceCollection services) => services.AddSingleton<ReadToday>().AddSingleton<ReadTeam>().AddSingleton<INavigationCount, UnreadCount>()
        .AddSingleton<ReadTeamSince>().AddSingleton<IErrandAnswer, TeamDigestsDue>().AddMails<TeamDigest, WriteTeamDigest>();

    /// <summary>Maps it.</summary>
    public static void MapToday(this WebApplication app)
    {
        var organisation = app.MapOrganisation();
        organisation.MapGet("/today", async (Visit visit, ReadToday read, CancellationToken cancel) => new RazorComponentResult<TodayPage>(new { View = await read.Run(visit.Here, cancel) })).Needs(Right.ReadVoices);
        organisation.MapGet("/today/team", async (Visit visit, ReadTeam read, CancellationToken cancel) => new RazorComponentResult<TeamPage>(new { View = await read.Run(visit.Here, cancel) })).Needs(Right.SetUp);
    }
}
