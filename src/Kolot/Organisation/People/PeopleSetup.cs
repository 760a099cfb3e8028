using Kolot.Organisation.People.SignIn;
using Kolot.Store;

namespace Kolot.Organisation.People;

/// <summary>Puts sign-in, members, keys and the log into the house.</summary>
public static class PeopleSetup
{
    /// <summary>Registers the acts and sign-in.</summary>
    public static IServiceCollection AddPeople(this IServiceCollection services)
    {
        services.AddEntrance();
        services.AddSignIn();
        services.AddSingleton<Log>();
        return services;
    }

    /// <summary>Makes the directory ready before the first request.</summary>
    public static Task PreparePeople(this WebApplication app) =>
        app.Services.GetRequiredService<Migrator>().MigrateDirectory(app.Lifetime.ApplicationStopping);

    /// <summary>Knows who asks, and lets them in or not.</summary>
    public static WebApplication UsePeople(this WebApplication app)
    {
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseEntrance();
        return app;
    }
}
