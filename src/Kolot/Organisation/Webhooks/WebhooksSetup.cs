using Kolot.Store;

namespace Kolot.Organisation.Webhooks;

/// <summary>Puts the telling of other systems into the house: its pages, its API, and the word to the owners.</summary>
public static class WebhooksSetup
{
    /// <summary>Registers the acts.</summary>
    public static IServiceCollection AddWebhooks(this IServiceCollection services)
    {
        services.AddSingleton<SetEndpoint.Means>().AddSingleton<SetEndpoint>().AddSingleton<SendAgain.Means>().AddSingleton<SendAgain>().AddSingleton<WebhooksView>().AddSingleton<DeliveriesView>();
        services.AddSingleton<WriteToOwners.Means>().AddSingleton<WriteToOwners>().AddHostedService(provider => provider.GetRequiredService<WriteToOwners>());
        return services.AddSingleton<IErrandAnswer, TellOwners>();
    }

    /// <summary>Maps the pages and the API.</summary>
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var organisation = routes.MapOrganisation();
        WebhooksView.Map(organisation);
        WebhookRoutes.Map(organisation);
        DeliveriesView.Map(organisation);
        WebhooksApi.Map(routes.MapApi().WithTags("Webhooks"));
        DeliveriesApi.Map(routes.MapApi().WithTags("Webhooks"));
    }
}
