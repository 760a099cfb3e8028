using Kolot.Core.Demo;
using Kolot.Shell;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Kolot.Demo;

/// <summary>Puts the demonstration into the house, when it was started with <c>kolot demo</c>. In any other house none of this is there.</summary>
public static class DemoSetup
{
    /// <summary>The word that asks for it.</summary>
    public const string Word = "demo";

    /// <summary>Whether the words ask for the demonstration, or the setting <c>Demo:On</c> does.</summary>
    public static bool Asks(string[] words, IConfiguration configuration) => words is [Word, ..] || configuration.GetValue("Demo:On", false);

    /// <summary>Registers what plants it. It lives in a folder of its own, unless a folder was named.</summary>
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration)
    {
        configuration["Store:Folder"] ??= Path.Combine("data", "demo");
        // Whoever tries it out chose somebody from the cast, and gave no password.
        configuration["SignIn:ProofMinutes"] ??= "1440";
        return services.AddSingleton<DemoVoices>().AddScoped<DemoCases>().AddScoped<DemoEnquiries>().AddScoped<DemoKept>().AddScoped<DemoTrust>().AddScoped<DemoStudies>().AddScoped<PlantDemo.Parts>().AddScoped<DemoCast>().AddScoped<PlantDemo>();
    }

    /// <summary>Plants the organisation where it is absent, and says where to go once the house listens.</summary>
    public static async Task PrepareDemo(this WebApplication app)
    {
        var size = app.Configuration.GetValue("Demo:Customers", DemoYear.Size);
        await using (var scope = app.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<PlantDemo>().Run(size, app.Lifetime.ApplicationStopping);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
            Console.WriteLine(Greeting((app.Configuration["PublicAddress"] ?? listening ?? "http://localhost").TrimEnd('/')));
        });
    }

    /// <summary>The door with the cast on it, in place of the ordinary one.</summary>
    public static void UseDemo(this WebApplication app) => app.Use(async (context, next) =>
    {
        var knocks = HttpMethods.IsGet(context.Request.Method) && context.Request.Path == "/sign-in" && !context.Request.Query.ContainsKey("password");
        if (knocks && context.RequestServices.GetRequiredService<Visit>().AccountId is null)
            await Redirects.SeeOther($"/demo{context.Request.QueryString}").ExecuteAsync(context);
        else await next(context);
    });

    private static string Greeting(string address) => string.Join('\n',
    [
        "", $"{DemoOrganisation.NameEn} is ready. Choose whom to be at", "", $"    {address}/demo", "",
        $"or sign in at {address}/sign-in?password with the password  {DemoCast.Password}", "",
        .. DemoOrganisation.Cast.Select(member => $"    {member.Mail,-24}{member.NameEn,-16}{member.Role}"), "",
    ]);
}
