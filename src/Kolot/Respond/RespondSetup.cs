using Kolot.Respond.Cases;

namespace Kolot.Respond;

/// <summary>Puts responding into the house.</summary>
public static class RespondSetup
{
    /// <summary>Registers its parts.</summary>
    public static IServiceCollection AddRespond(this IServiceCollection services) => services.AddCases();

    /// <summary>Maps its pages and its part of the API.</summary>
    public static WebApplication MapRespond(this WebApplication app)
    {
        app.MapCases();
        return app;
    }
}
