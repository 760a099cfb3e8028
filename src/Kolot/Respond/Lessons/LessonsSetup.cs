using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Lessons;

/// <summary>Puts lessons into the house.</summary>
public static class LessonsSetup
{
    /// <summary>Registers what asks for them, and what writes and lists them.</summary>
    public static IServiceCollection AddLessons(this IServiceCollection services) => services.AddSingleton<ICaseFollows, FollowLessons>().AddSingleton<IErrandAnswer, AskAgain>()
        .AddSingleton<WriteLesson>().AddSingleton<CaseLesson>().AddSingleton<ListLessons>();

    /// <summary>Maps pages and routes.</summary>
    public static void MapLessons(this RouteGroupBuilder organisation)
    {
        WriteLesson.Map(organisation);
        ListLessons.Map(organisation);
    }
}
