using Kolot.Organisation.Customers.Merging;

namespace Kolot.Organisation.Customers;

/// <summary>Puts customers into the house: their records, their pages, their API.</summary>
public static class CustomersSetup
{
    /// <summary>Registers the acts.</summary>
    public static IServiceCollection AddCustomers(this IServiceCollection services) =>
        services.AddSingleton<KeepCustomers>().AddSingleton<FindCustomers>().AddScoped<ChangeCustomer>()
            .AddSingleton<MergeView>().AddSingleton<MergeCustomers>().AddSingleton<UnmergeCustomers>();

    /// <summary>Maps the pages and the API.</summary>
    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi().WithTags("Customers");
        PutCustomer.Map(api);
        CustomersApi.Map(api);

        var organisation = routes.MapOrganisation();
        FindCustomers.Map(organisation);
        ChangeCustomer.Map(organisation);
        MergeCustomers.Map(organisation);
        UnmergeCustomers.Map(organisation);
    }
}
