using Kolot.Organisation.Mail;
using Kolot.Store;

namespace Kolot.Benchmarks.Studies;

/// <summary>Puts studies, their design and their plan into the house.</summary>
public static class StudiesSetup
{
    /// <summary>Registers its acts.</summary>
    public static IServiceCollection AddStudies(this IServiceCollection services) => services
        .AddSingleton<BeginStudy>().AddSingleton<ListStudies>().AddSingleton<EditDesign>().AddSingleton<RemoveStudy>().AddSingleton<RemovalView>().AddSingleton<DesignView>().AddSingleton<KeepScenario>().AddSingleton<KeepCompany>().AddSingleton<ImportCompanies>()
        .AddSingleton<KeepShopper>().AddSingleton<MailShopper>().AddMails<ShopperMail, WriteShopperMail>().AddSingleton<KeepForm>().AddSingleton<PlanWave>().AddSingleton<KeepWave>()
        .AddScoped<CompanyRoutes>().AddScoped<ShopperRoutes>().AddScoped<FormRoutes>().AddScoped<WaveRoutes>().AddScoped<WavePages>();

    /// <summary>Maps its pages.</summary>
    public static void MapStudies(this RouteGroupBuilder organisation)
    {
        ListStudies.Map(organisation);
        BeginStudy.Map(organisation);
        EditDesign.Map(organisation);
        RemoveStudy.Map(organisation);
        KeepScenario.Map(organisation);
        CompanyRoutes.Map(organisation);
        ImportCompanies.Map(organisation);
        ShopperRoutes.Map(organisation);
        MailShopper.Map(organisation);
        FormRoutes.Map(organisation);
        WaveRoutes.Map(organisation);
        WavePages.Map(organisation);
    }

    /// <summary>Maps its part of the API.</summary>
    public static void MapStudiesApi(this RouteGroupBuilder api) => StudiesApi.Map(api);
}
