package lab.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AfterTest {

    @Test
    void absentOrEmptyIsOnlyWhatIsNew() {
        assertThat(After.parse(null)).isEqualTo(After.Bound.NOW);
        assertThat(After.parse("")).isEqualTo(After.Bound.NOW);
    }

    @Test
    void earliestIsAllThatIsRetained() {
        assertThat(After.parse("earliest")).isEqualTo(After.Bound.EARLIEST);
    }

    @Test
    void anythingElseIsACursor() {
        assertThat(After.parse("k3f9-42")).isEqualTo(new Cursor("k3f9", 42));
    }
}
